"""W5: mctx on Connect Four of pgx, a uniform policy and value 0 in the place of a network."""

import jax
import jax.numpy as jnp
import mctx
import pgx

from figures import per_second, tell

SIMULATIONS = 100
BATCHES = (32, 256)

environment = pgx.make("connect_four")
start = jax.vmap(environment.init)
play = jax.vmap(environment.step)


def masked(state):
    return jnp.where(state.legal_action_mask, 0.0, jnp.finfo(jnp.float32).min)


def recurrent(_, key, action, state):
    del key
    player = state.current_player
    state = play(state, action)
    reward = state.rewards[jnp.arange(player.shape[0]), player]
    discount = jnp.where(state.terminated, 0.0, -1.0)
    output = mctx.RecurrentFnOutput(
        reward=reward, discount=discount, prior_logits=masked(state), value=jnp.zeros_like(reward)
    )
    return output, state


@jax.jit
def search(key, state):
    root = mctx.RootFnOutput(
        prior_logits=masked(state), value=jnp.zeros(state.current_player.shape[0]), embedding=state
    )
    return mctx.muzero_policy(
        params=None,
        rng_key=key,
        root=root,
        recurrent_fn=recurrent,
        num_simulations=SIMULATIONS,
        invalid_actions=~state.legal_action_mask,
    ).action_weights


for batch in BATCHES:
    states = start(jax.random.split(jax.random.PRNGKey(0), batch))

    def step():
        search(jax.random.PRNGKey(1), states).block_until_ready()
        return batch * SIMULATIONS

    tell("W5", f"mctx on all cores, {batch} games x {SIMULATIONS}", "simulations/s", per_second(step))
