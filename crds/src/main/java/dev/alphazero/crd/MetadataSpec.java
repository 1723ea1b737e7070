package dev.alphazero.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.alphazero.crd.schema.Wording;
import dev.alphazero.crd.text.NamePatterns;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Metadata of a resource, as far as files may say it.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MetadataSpec(
    @JsonPropertyDescription("Name of the resource, and of the run.")
        @Required
        @Pattern(MetadataSpec.NAME) @Size(min = 1, max = 40) @Wording(
            "lowercase letters, digits and '-', at most 40, beginning with a letter and not ending with '-'")
        @Nullable String name,
    @JsonPropertyDescription("Namespace in a cluster; local mode ignores it.")
        @Size(min = 1, max = 63) @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$") @Nullable String namespace,
    @JsonPropertyDescription("Labels; local mode ignores them.") @Size(max = 64) @Nullable Map<
                @Pattern(NamePatterns.LABEL_KEY) @Wording(NamePatterns.LABEL_KEY_WORDING)
                @Size(min = 1, max = 317) String,
                @Pattern(NamePatterns.LABEL_VALUE) @Wording(NamePatterns.LABEL_VALUE_WORDING)
                @Size(max = 63) String>
            labels,
    @JsonPropertyDescription("Annotations; local mode ignores them.") @Size(max = 64) @Nullable Map<
                @Pattern(NamePatterns.ANNOTATION_KEY) @Wording(NamePatterns.ANNOTATION_KEY_WORDING)
                @Size(min = 1, max = 317) String,
                @Size(max = 4096) String>
            annotations) {
  /// Names of trainings and profiles: short enough for every child's name and label.
  public static final String NAME = "^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$";
}
