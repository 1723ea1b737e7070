#include "games/tic_tac_toe.h"

#include "games/catalogue.h"

namespace alphazero {

GameEntry tic_tac_toe() { return entry_of<TicTacToe>(); }

}  // namespace alphazero
