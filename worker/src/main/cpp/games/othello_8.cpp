#include "games/othello.h"

#include "games/catalogue.h"

namespace alphazero {

GameEntry othello_8() { return entry_of<Othello<8>>(); }

}  // namespace alphazero
