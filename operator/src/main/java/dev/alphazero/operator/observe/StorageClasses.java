package dev.alphazero.operator.observe;

import io.fabric8.kubernetes.api.model.storage.StorageClass;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The storage classes of the cluster.
///
/// @param all by name
public record StorageClasses(List<Named> all) {
  private static final String IS_DEFAULT = "storageclass.kubernetes.io/is-default-class";

  public StorageClasses {
    all = List.copyOf(all);
  }

  /// A storage class.
  ///
  /// @param isDefault whether claims get it that name none
  public record Named(String name, boolean isDefault) {}

  static StorageClasses of(Collection<StorageClass> classes) {
    return new StorageClasses(
        classes.stream()
            .map(StorageClasses::named)
            .sorted(Comparator.comparing(Named::name))
            .toList());
  }

  static Named named(StorageClass one) {
    Map<String, String> annotations = one.getMetadata().getAnnotations();
    return new Named(
        one.getMetadata().getName(),
        annotations != null && "true".equals(annotations.get(IS_DEFAULT)));
  }

  /// Returns whether there is a class of the name.
  public boolean has(String name) {
    return all.stream().anyMatch(one -> one.name.equals(name));
  }

  /// Returns whether claims that name no class get one.
  public boolean hasDefault() {
    return all.stream().anyMatch(Named::isDefault);
  }

  /// Returns their names in words, for example `fast, standard (default)`.
  public String words() {
    return all.isEmpty()
        ? "none"
        : all.stream()
            .map(one -> one.isDefault ? one.name + " (default)" : one.name)
            .collect(Collectors.joining(", "));
  }
}
