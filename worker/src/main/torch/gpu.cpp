#include "gpu.h"

namespace {

void record_work(Graph& graph) {
  graph.begin();
  try {
    graph.work();
  } catch (...) {
    quietly([&] { graph.end(); });
    throw;
  }
  graph.end();
}

} // namespace

void record(Graph& graph) {
  graph.take_memory();
  try {
    record_work(graph);
  } catch (...) {
    quietly([&] { graph.leave_memory(); });
    throw;
  }
  graph.leave_memory();
}

std::mutex& preparation() {
  static std::mutex* const mutex = new std::mutex; // threads may outlive static objects when the process exits
  return *mutex;
}
