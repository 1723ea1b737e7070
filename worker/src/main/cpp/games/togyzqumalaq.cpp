#include "games/togyzqumalaq.h"

#include "games/catalogue.h"

namespace alphazero {

GameEntry togyzqumalaq() { return entry_of<Togyzqumalaq>(); }

}  // namespace alphazero
