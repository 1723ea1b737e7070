# Sets $compiler, $platform and $processor for this machine; sourced. Calls `skip REASON` when there is none of them.

[ "$(uname -s)" = Linux ] || skip "it is built on Linux only"
case $(uname -m) in
  x86_64) platform=linux-x86_64 processor=-march=x86-64-v3 ;;
  aarch64) platform=linux-aarch64 processor= ;;
  *) skip "it is built for x86-64 and aarch64 only" ;;
esac

compiler=
for name in ${CXX:-c++ g++ clang++}; do
  if command -v "$name" >/dev/null 2>&1; then
    compiler=$name
    break
  fi
done
[ -n "$compiler" ] || skip "no C++ compiler found (${CXX:-c++, g++ or clang++})"

# Nothing here changes what is computed: no contraction, no fast-math. The last two say that nobody reads errno or
# floating-point exception flags, without which sqrt is a call and loops stay scalar.
language="-std=c++20 -ffp-contract=off -fno-math-errno -fno-trapping-math -Wall -Wextra -Wno-psabi"
