package dev.alphazero.operator.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LoadState;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.compiler.LuaC;
import org.luaj.vm2.lib.PackageLib;
import org.luaj.vm2.lib.TableLib;
import org.luaj.vm2.lib.jse.JseBaseLib;

/// Runs a script as Argo CD does: the resource is `obj`, and there are no libraries but the basic
/// one and `table`.
final class Lua {
  private Lua() {}

  /// Returns what the script returns.
  static JsonNode run(String script, JsonNode obj) {
    Globals globals = new Globals();
    globals.load(new JseBaseLib());
    globals.load(new PackageLib());
    globals.load(new TableLib());
    LoadState.install(globals);
    LuaC.install(globals);
    globals.set("obj", toLua(obj));
    return toJson(globals.load(script).call());
  }

  private static LuaValue toLua(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> {
        LuaTable table = new LuaTable();
        node.properties().forEach(field -> table.set(field.getKey(), toLua(field.getValue())));
        yield table;
      }
      case ARRAY -> {
        LuaTable table = new LuaTable();
        node.forEach(element -> table.set(table.length() + 1, toLua(element)));
        yield table;
      }
      case BOOLEAN -> LuaValue.valueOf(node.booleanValue());
      case NUMBER -> LuaValue.valueOf(node.doubleValue());
      case STRING -> LuaValue.valueOf(node.textValue());
      case NULL -> LuaValue.NIL;
      case BINARY, MISSING, POJO ->
          throw new IllegalArgumentException("YAML has no such node, node=" + node);
    };
  }

  private static JsonNode toJson(LuaValue value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (!(value instanceof LuaTable table)) {
      return switch (value.type()) {
        case LuaValue.TBOOLEAN -> nodes.booleanNode(value.toboolean());
        case LuaValue.TNUMBER -> nodes.numberNode(value.toint());
        default -> nodes.textNode(value.tojstring());
      };
    }
    if (table.length() > 0) {
      var array = nodes.arrayNode();
      for (int i = 1; i <= table.length(); i++) {
        array.add(toJson(table.get(i)));
      }
      return array;
    }
    ObjectNode object = nodes.objectNode();
    Varargs entry = table.next(LuaValue.NIL);
    while (!entry.arg1().isnil()) {
      object.set(entry.arg1().tojstring(), toJson(entry.arg(2)));
      entry = table.next(entry.arg1());
    }
    return object;
  }
}
