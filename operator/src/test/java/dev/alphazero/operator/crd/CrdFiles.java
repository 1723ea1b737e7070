package dev.alphazero.operator.crd;

import dev.alphazero.crd.AlphaZeroProfile;
import dev.alphazero.crd.AlphaZeroProfileSpec;
import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.AlphaZeroTrainingSpec;
import dev.alphazero.crd.AlphaZeroTrainingStatus;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDGenerator.CRDOutput;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// The CRDs as the chart ships them: one copy, which the chart templates, `kubectl apply -k` reads
/// and tests install.
final class CrdFiles {
  private static final String HEADER =
      "# Generated from the records of crds/: change those, then run CrdFilesTest with -Dgolden.update=true.\n";

  private CrdFiles() {}

  /// Returns the files, name to text.
  static Map<String, String> generate() {
    Map<String, ByteArrayOutputStream> outputs = new TreeMap<>();
    new CRDGenerator()
        .withOutput(into(outputs))
        .withPostProcessor(new Completion())
        .forCRDVersions("v1")
        .customResourceClasses(AlphaZeroTraining.class, AlphaZeroProfile.class)
        .generate();
    Map<String, String> files = new TreeMap<>();
    outputs.forEach(
        (name, output) ->
            files.put(
                name.replaceFirst("-v1$", "") + ".yaml",
                HEADER + output.toString(StandardCharsets.UTF_8).replaceFirst("#.*\n", "")));
    return files;
  }

  private static CRDOutput<ByteArrayOutputStream> into(Map<String, ByteArrayOutputStream> outputs) {
    return new CRDOutput<>() {
      @Override
      public ByteArrayOutputStream outputFor(String name) {
        return outputs.computeIfAbsent(name, _ -> new ByteArrayOutputStream());
      }

      @Override
      public void close() {}
    };
  }

  /// What annotations cannot say, one step each.
  private static final class Completion implements CRDPostProcessor {
    @Override
    public HasMetadata process(HasMetadata resource, String crdVersion) {
      CustomResourceDefinition crd = (CustomResourceDefinition) resource;
      CustomResourceDefinitionVersion version = crd.getSpec().getVersions().getFirst();
      JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
      if (crd.getSpec().getNames().getKind().equals("AlphaZeroTraining")) {
        Components.visit(AlphaZeroTrainingSpec.class, property(root, "spec"), Values::complete);
        Components.visit(AlphaZeroTrainingStatus.class, property(root, "status"), Values::complete);
        Envelope.training(root);
        Validations.training(root);
        Views.training(version);
      } else {
        Components.visit(AlphaZeroProfileSpec.class, property(root, "spec"), Values::complete);
        Envelope.profile(root);
        Validations.profile(root);
        Views.profile(version);
      }
      return crd;
    }
  }

  /// Returns the schema at a path below another, for example `status.conditions`.
  static JSONSchemaProps property(JSONSchemaProps schema, String path) {
    JSONSchemaProps at = schema;
    for (String name : path.split("\\.", -1)) {
      JSONSchemaProps below = at.getProperties().get(name);
      if (below == null) {
        throw new IllegalArgumentException("a path must be in the schema, path=" + path);
      }
      at = below;
    }
    return at;
  }
}
