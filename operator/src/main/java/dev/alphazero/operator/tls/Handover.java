package dev.alphazero.operator.tls;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The replacement of an authority while pods run: no peer ever shows a certificate that another
/// cannot check yet.
///
/// | From | Trusted | Leaves are signed by |
/// |---|---|---|
/// | before | old | old |
/// | `since` | new and old | old |
/// | `since` + `READ` | new and old | new |
/// | last leaf + `READ` | new | new |
///
/// @param previous the authorities that leave, PEM; at least one
/// @param since when the new one joined them
record Handover(List<String> previous, Instant since) {
  /// After this, every pod has read what was written: a kubelet brings a Secret within about two
  /// minutes, and the roles read their files every 30 s. The rest is for slow nodes.
  static final Duration READ = Duration.ofHours(1);

  Handover {
    previous = List.copyOf(previous);
  }

  /// Returns the handover that is under way; null if there is none. Authorities that somebody else
  /// added have no `since`, and are not kept.
  static @Nullable Handover of(MountedSecret mounted, Identity authority, Instant now) {
    List<String> trusted = CertificateChecks.authorities(mounted.trusted(), now);
    List<String> previous =
        trusted.stream()
            .filter(one -> !CertificateChecks.isSame(one, authority.certificate()))
            .toList();
    if (previous.isEmpty()) {
      return null;
    }
    if (previous.size() == trusted.size()) {
      return new Handover(previous, now);
    }
    Instant since = mounted.since();
    return since == null ? null : new Handover(previous, since.isAfter(now) ? now : since);
  }

  /// Returns whether every pod trusts the new authority, so that it may sign.
  boolean isAnnounced(Instant now) {
    return !now.isBefore(since.plus(READ));
  }

  /// Returns whether no pod needs the old authorities any more.
  ///
  /// @param lastLeaf when the youngest leaf was issued, all being signed by the new authority as
  ///   soon as it is announced
  boolean isOver(Instant lastLeaf, Instant now) {
    return isAnnounced(now) && !now.isBefore(lastLeaf.plus(READ));
  }

  /// Returns when the next step is due, seen from the time of the last.
  ///
  /// @param lastLeaf when the youngest leaf was issued
  static Instant nextStep(Instant since, Instant lastLeaf) {
    return (lastLeaf.isAfter(since) ? lastLeaf : since).plus(READ);
  }

  /// Returns whether a leaf of an old authority may stay until the new one signs.
  boolean keeps(Identity leaf, CertificateNames names, Instant now) {
    return !isAnnounced(now)
        && previous.stream()
            .anyMatch(
                old ->
                    CertificateChecks.isLeaf(leaf, old, names)
                        && CertificateChecks.lasts(leaf, since.plus(READ)));
  }

  /// Returns the text of all authorities, the new one first.
  String bundle(Identity authority) {
    return authority.certificate().strip() + "\n" + String.join("", previous);
  }
}
