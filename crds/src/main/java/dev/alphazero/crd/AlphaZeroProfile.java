package dev.alphazero.crd;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/// A profile as a resource of a cluster: it adds one, or takes the place of the built-in one of its
/// name.
@Group(AlphaZeroTraining.GROUP)
@Version(AlphaZeroTraining.VERSION)
@Kind("AlphaZeroProfile")
@Plural("alphazeroprofiles")
@Singular("alphazeroprofile")
@ShortNames("azp")
public final class AlphaZeroProfile extends CustomResource<AlphaZeroProfileSpec, Void> {
  private static final long serialVersionUID = 1L;
}
