"""Makes the golden trees of this folder with mctx (0.0.71, jax 0.10.2): python generate.py

The model is a hash of the moves: A actions, random logits and values, the same player twice in a row,
games that end; in the trees named after it some actions are illegal. mctx masks these at the root; below
it an illegal action has the lowest logit that there is, so a prior of 0, and the worst Q. The files have
the logits that a network gives, illegal actions' included. PUCT of mctx is run with our Q of unvisited
edges as its q-transform.
"""
import functools
import json
import pathlib

import jax
import jax.numpy as jnp
import mctx

U = jnp.uint32


def mix(h):
  h = (h ^ (h >> 16)) * U(0x7FEB352D)
  h = (h ^ (h >> 15)) * U(0x846CA68B)
  return h ^ (h >> 16)


def signed(h):
  return (h >> 8).astype(jnp.float32) * (2.0 / 2**24) - 1.0


def prediction(h, actions):
  keys = h + jnp.arange(1, actions + 1, dtype=U) * U(0x9E3779B9)
  return 2 * signed(mix(keys)), 0.25 * signed(mix(h ^ U(0xABCD)))


def is_legal(h, actions):
  """Two of three actions, and the first one if there would be none."""
  keys = h + jnp.arange(1, actions + 1, dtype=U) * U(0x85EBCA6B)
  legal = mix(keys) % U(3) != 0
  return legal.at[0].set(legal[0] | ~jnp.any(legal))


def masked(logits, legal):
  return jnp.where(legal, logits, jnp.finfo(jnp.float32).min)


def model(actions, some_illegal):
  def recurrent(params, rng, action, embedding):
    del params, rng
    h, ended = embedding
    child = mix(h * U(31) + action.astype(U) + U(1))
    logits, value = jax.vmap(functools.partial(prediction, actions=actions))(child)
    if some_illegal:
      logits = masked(logits, jax.vmap(functools.partial(is_legal, actions=actions))(child))
    ends = (child % U(17)) < U(1)
    outcome = ((child >> 9) % U(3)).astype(jnp.float32) - 1.0
    same = (child >> 5) % U(4) == 0
    over = ended | ends
    return mctx.RecurrentFnOutput(
        reward=jnp.where(ends & ~ended, outcome, 0.0),
        discount=jnp.where(over, 0.0, jnp.where(same, 1.0, -1.0)),
        prior_logits=logits,
        value=value), (child, over)

  return recurrent


def unvisited_below_parent(tree, node, reduction=0.25):
  q = tree.qvalues(node)
  visited = tree.children_visits[node] > 0
  priors = jax.nn.softmax(tree.children_prior_logits[node])
  fpu = tree.node_values[node] - reduction * jnp.sqrt(jnp.sum(jnp.where(visited, priors, 0.0)))
  return jnp.where(visited, q, jnp.where(priors > 0, fpu, -jnp.inf))


def run(name, algorithm, seed, actions, simulations, settings, some_illegal=False, **kwargs):
  h = mix(jnp.array([seed], dtype=U))
  logits, value = jax.vmap(functools.partial(prediction, actions=actions))(h)
  if some_illegal:
    kwargs["invalid_actions"] = ~jax.vmap(functools.partial(is_legal, actions=actions))(h)
  root = mctx.RootFnOutput(prior_logits=logits, value=value, embedding=(h, jnp.zeros(1, bool)))
  policy = {"puct": mctx.muzero_policy, "gumbel": mctx.gumbel_muzero_policy}[algorithm]
  out = jax.jit(lambda: policy(
      params=(), rng_key=jax.random.PRNGKey(seed), root=root, recurrent_fn=model(actions, some_illegal),
      num_simulations=simulations, **kwargs))()
  tree = jax.tree.map(lambda x: x[0], out.search_tree)
  nodes = []

  def visit(node, moves):
    edges = []
    for a in range(actions):
      n = int(tree.children_visits[node, a])
      if n == 0:
        continue
      edge = {"action": a, "visits": n,
              "q": float(tree.children_rewards[node, a]
                         + tree.children_discounts[node, a] * tree.children_values[node, a])}
      discount = float(tree.children_discounts[node, a])
      if discount == 0:
        edge["outcome"] = int(tree.children_rewards[node, a])
      else:
        edge["samePlayer"] = discount > 0
      edges.append(edge)
    embedding = tree.embeddings[0][node]
    logits = tree.children_prior_logits[node]
    stored = {"moves": moves, "value": float(tree.raw_values[node])}
    if some_illegal:
      stored["legal"] = [int(a) for a in jnp.flatnonzero(is_legal(embedding, actions))]
      logits = prediction(embedding, actions)[0]
    nodes.append(stored | {"logits": [float(x) for x in logits], "edges": edges})
    for edge in edges:
      if "outcome" not in edge:
        visit(int(tree.children_index[node, edge["action"]]), moves + [edge["action"]])

  visit(0, [])
  golden = {"algorithm": algorithm, "actions": actions, "simulations": simulations}
  golden |= settings
  if algorithm == "gumbel":
    golden["gumbel"] = [float(x) for x in tree.extra_data.root_gumbel]
    golden["winner"] = int(out.action[0])
  golden["policy"] = [float(x) for x in out.action_weights[0]]
  golden["nodes"] = nodes
  text = json.dumps(golden).replace('{"moves"', '\n{"moves"')
  (pathlib.Path(__file__).parent / (name + ".json")).write_text(text + "\n")
  print(name, len(nodes), [(e["action"], e["visits"]) for e in nodes[0]["edges"]])


completed = mctx.qtransform_completed_by_mix_value
# sigma(q) = (50 + max N) * 0.5 * q differs from ours, (50 + max N) * (q + 1) / 2, by a constant only.
run("gumbel-unit", "gumbel", 1, 8, 64, {"transform": "UNIT", "considered": 16, "scale": 1.0},
    gumbel_scale=1.0, max_num_considered_actions=16,
    qtransform=functools.partial(completed, value_scale=0.5, rescale_values=False))
run("gumbel-defaults", "gumbel", 2, 12, 50, {"transform": "MIN_MAX", "considered": 8, "scale": 0.1},
    gumbel_scale=0.0, max_num_considered_actions=8)
run("puct", "puct", 5, 6, 150, {}, dirichlet_fraction=0.0, qtransform=unvisited_below_parent)
run("gumbel-unit-illegal", "gumbel", 3, 12, 64, {"transform": "UNIT", "considered": 16, "scale": 1.0},
    some_illegal=True, gumbel_scale=1.0, max_num_considered_actions=16,
    qtransform=functools.partial(completed, value_scale=0.5, rescale_values=False))
run("gumbel-defaults-illegal", "gumbel", 4, 10, 50, {"transform": "MIN_MAX", "considered": 4, "scale": 0.1},
    some_illegal=True, gumbel_scale=0.0, max_num_considered_actions=4)
run("puct-illegal", "puct", 6, 9, 150, {}, some_illegal=True, dirichlet_fraction=0.0,
    qtransform=unvisited_below_parent)
