#include "games/othello.h"

#include "games/catalogue.h"

namespace alphazero {

GameEntry othello_6() { return entry_of<Othello<6>>(); }

}  // namespace alphazero
