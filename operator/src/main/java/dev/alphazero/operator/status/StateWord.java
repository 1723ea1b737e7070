package dev.alphazero.operator.status;

import dev.alphazero.crd.AlphaZeroTrainingStatus.Finish;
import dev.alphazero.crd.AlphaZeroTrainingStatus.Outcome;
import dev.alphazero.crd.condition.Reasons;
import dev.alphazero.operator.lifecycle.RunPlan;

/// The one word that a person reads in a list of trainings.
final class StateWord {
  private StateWord() {}

  static String of(RunPlan plan, PhaseConditions phase, RoleConditions roles) {
    return switch (plan.phase()) {
      case PENDING -> "Pending";
      case RUNNING -> running(phase, roles);
      case SUSPENDING -> "Suspending";
      case SUSPENDED -> "Suspended";
      case COMPLETING -> "Completing";
      case COMPLETE -> "Complete";
      case FAILED -> "Failed";
      case EXPIRED -> {
        Finish finish = plan.finish();
        yield finish != null && finish.outcome() == Outcome.FAILED ? "Failed" : "Complete";
      }
    };
  }

  private static String running(PhaseConditions phase, RoleConditions roles) {
    if (phase.degraded().holds()) {
      return "Degraded";
    }
    if (phase.ready().holds()) {
      return "Running";
    }
    return roles.firstMissing().reason().equals(Reasons.WAITING_FOR_QUOTA) ? "Pending" : "Starting";
  }
}
