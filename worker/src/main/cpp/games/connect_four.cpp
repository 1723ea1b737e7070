#include "games/connect_four.h"

#include "games/catalogue.h"

namespace alphazero {

GameEntry connect_four() { return entry_of<ConnectFour>(); }

}  // namespace alphazero
