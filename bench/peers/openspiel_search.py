"""W5: OpenSpiel's MCTS in C++ on Connect Four, a random playout per simulation, one core."""

import pyspiel

from figures import per_second, tell

SIMULATIONS = 800

game = pyspiel.load_game("connect_four")
bot = pyspiel.MCTSBot(
    game,
    pyspiel.RandomRolloutEvaluator(1, 0),
    1.5,  # c of UCT
    SIMULATIONS,
    1000,  # MiB
    False,  # solve
    0,  # seed
    False,  # verbose
)


def step():
    bot.mcts_search(game.new_initial_state())
    return SIMULATIONS


tell("W5", f"OpenSpiel C++, 1 game x {SIMULATIONS}, random playouts", "simulations/s", per_second(step))
