package dev.alphazero.crd.text;

/// Names as Kubernetes takes them, so that a bad one is refused before any pod is.
public final class NamePatterns {
  private static final String DNS_LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final String SUBDOMAIN_TEXT = DNS_LABEL + "(\\." + DNS_LABEL + ")*";
  private static final String ANY_SUBDOMAIN =
      "[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)*";
  private static final String NAME_PART = "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";
  private static final String PATH_PART = "[a-z0-9]+((\\.|__?|-+)[a-z0-9]+)*";

  /// Of most objects: Secrets, ConfigMaps, ServiceAccounts, classes.
  public static final String SUBDOMAIN = "^" + SUBDOMAIN_TEXT + "$";

  public static final String SUBDOMAIN_WORDING =
      "the name of an object: lowercase letters, digits, '-' and '.', with a letter or digit at both ends";

  public static final String LABEL_KEY = "^(" + SUBDOMAIN_TEXT + "/)?" + NAME_PART + "$";

  public static final String LABEL_KEY_OR_NONE = "^((" + SUBDOMAIN_TEXT + "/)?" + NAME_PART + ")?$";

  public static final String LABEL_KEY_WORDING = "a label's key such as disk or example.com/disk";

  public static final String LABEL_VALUE = "^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$";

  public static final String LABEL_VALUE_WORDING = "a label's value such as fast or v1.2";

  /// The domain's case does not count.
  public static final String ANNOTATION_KEY = "^(" + ANY_SUBDOMAIN + "/)?" + NAME_PART + "$";

  public static final String ANNOTATION_KEY_WORDING =
      "an annotation's key such as note or example.com/note";

  /// The key of an entry of a Secret or ConfigMap.
  public static final String DATA_KEY = "^[-._a-zA-Z0-9]+$";

  public static final String DATA_KEY_WORDING = "letters, digits, '-', '_' and '.'";

  /// Registry, path, tag and digest, as container runtimes read them.
  public static final String IMAGE =
      "^(([A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:]+\\])(:[0-9]{1,5})?/)?"
          + (PATH_PART + "(/" + PATH_PART + ")*")
          + "(:[A-Za-z0-9_][-A-Za-z0-9_.]{0,127})?"
          + "(@[A-Za-z][A-Za-z0-9]*([-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9A-Fa-f]{32,128})?$";

  public static final String IMAGE_WORDING =
      "the name of an image such as registry.example.com/team/worker:1.2";

  private NamePatterns() {}
}
