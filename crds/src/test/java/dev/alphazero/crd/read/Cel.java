package dev.alphazero.crd.read;

import dev.alphazero.crd.schema.Schema;
import dev.alphazero.crd.schema.Tree;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/// A rule as the API server evaluates it: CEL with its standard macros and functions, and of
/// Kubernetes' library what the rules use, `quantity` and `compareTo`.
///
/// An evaluation that ends in an error, as that of a field which is not there, refuses the object,
/// as it does in the API server.
final class Cel {
  private static final OpaqueType QUANTITY = OpaqueType.create("kubernetes.Quantity");

  private static final CelCompiler COMPILER =
      CelCompilerFactory.standardCelCompilerBuilder()
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addVar("self", SimpleType.DYN)
          .addFunctionDeclarations(
              CelFunctionDecl.newFunctionDeclaration(
                  "quantity",
                  CelOverloadDecl.newGlobalOverload(
                      "string_to_quantity", QUANTITY, SimpleType.STRING)),
              CelFunctionDecl.newFunctionDeclaration(
                  "compareTo",
                  CelOverloadDecl.newMemberOverload(
                      "quantity_compare_to", SimpleType.INT, QUANTITY, QUANTITY)))
          .setResultType(SimpleType.BOOL)
          .build();

  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.standardCelRuntimeBuilder()
          .addFunctionBindings(
              CelFunctionBinding.from(
                  "string_to_quantity",
                  String.class,
                  text -> Quantity.parse(text).getNumericalAmount()),
              CelFunctionBinding.from(
                  "quantity_compare_to",
                  BigDecimal.class,
                  BigDecimal.class,
                  (a, b) -> (long) a.compareTo(b)))
          .build();

  private final CelRuntime.Program program;

  /// @throws IllegalArgumentException if the text is no rule
  Cel(String rule) {
    try {
      CelAbstractSyntaxTree checked = COMPILER.compile(rule).getAst();
      program = RUNTIME.createProgram(checked);
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalArgumentException("a rule must be CEL, rule=" + rule, e);
    }
  }

  /// Returns whether an object of the schema keeps the rule.
  ///
  /// @param self as it was read: String, Long, Double, Boolean, List, Map
  boolean holds(Schema.Fields schema, Map<String, Object> self) {
    try {
      return (Boolean) program.eval(Map.of("self", escaped(schema, self)));
    } catch (CelEvaluationException e) {
      return false;
    }
  }

  /// Returns the object with the names that CEL knows fields by: `a-b` is `a__dash__b`. Free keys
  /// stay as they are.
  private static Map<String, Object> escaped(Schema.Fields schema, Map<String, Object> object) {
    Map<String, Object> escaped = new LinkedHashMap<>();
    object.forEach(
        (name, value) -> {
          Schema.Field field = schema.fields().get(name);
          escaped.put(
              name.replace("-", "__dash__"),
              field != null && field.schema() instanceof Schema.Fields below
                  ? escaped(below, Tree.map(value))
                  : value);
        });
    return escaped;
  }
}
