package dev.alphazero.crd;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/// A training as a resource of a cluster. The operator writes its status and never its spec.
@Group(AlphaZeroTraining.GROUP)
@Version(AlphaZeroTraining.VERSION)
@Kind("AlphaZeroTraining")
@Plural("alphazerotrainings")
@Singular("alphazerotraining")
@ShortNames("azt")
public final class AlphaZeroTraining
    extends CustomResource<AlphaZeroTrainingSpec, AlphaZeroTrainingStatus> implements Namespaced {
  public static final String GROUP = "alphazero.dev";
  public static final String VERSION = "v1alpha1";

  private static final long serialVersionUID = 1L;
}
