package dev.alphazero.crd.read;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/// From bytes to one tree of YAML nodes with line numbers. Refuses what a configuration file needs
/// not: aliases, tags, several documents, deep nesting, large files.
final class YamlText {
  static final int MAX_BYTES = 256 * 1024;
  private static final int MAX_DEPTH = 32;

  private YamlText() {}

  /// Returns the text of a file's bytes, or null after a problem.
  static @Nullable String decode(String file, byte[] bytes, Consumer<Problem> problems) {
    if (bytes.length > MAX_BYTES) {
      problems.accept(
          whole(
              Place.inFile(file, 0),
              "must be at most " + MAX_BYTES + " bytes",
              "bytes=" + bytes.length));
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      problems.accept(
          whole(
              Place.inFile(file, lineOf(out.flip(), out.length())),
              "must be UTF-8 text",
              String.format("byte=0x%02X", bytes[in.position()])));
      return null;
    }
    String text = out.flip().toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /// Returns the root of the text's only document, or null after a problem.
  static @Nullable Node compose(Place place, String text, Consumer<Problem> problems) {
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setCodePointLimit(MAX_BYTES);
    try {
      Problem refused = refusedEvent(place, new ParserImpl(new StreamReader(text), options));
      if (refused != null) {
        problems.accept(refused);
        return null;
      }
      Node root =
          new Composer(new ParserImpl(new StreamReader(text), options), new Resolver(), options)
              .getSingleNode();
      if (root == null) {
        problems.accept(whole(place, "must not be empty", null));
      }
      return root;
    } catch (MarkedYAMLException e) {
      problems.accept(syntax(place, e));
      return null;
    } catch (ReaderException e) {
      problems.accept(
          whole(
              line(place, lineOf(text, e.getPosition()) - 1),
              "must have no control characters",
              String.format("character=U+%04X", e.getCodePoint())));
      return null;
    } catch (YAMLException e) {
      problems.accept(whole(place, "must be YAML: " + e.getMessage(), null));
      return null;
    }
  }

  private static @Nullable Problem refusedEvent(Place place, Parser parser) {
    int documents = 0;
    for (Event event = parser.getEvent(); event != null; event = parser.getEvent()) {
      if (event instanceof DocumentStartEvent && ++documents > 1) {
        return whole(at(place, event), "must hold one document; remove the second '---'", null);
      }
      if (event instanceof AliasEvent
          || (event instanceof NodeEvent node && node.getAnchor() != null)) {
        return whole(
            at(place, event),
            "must not use anchors and aliases (& and *); write the value out, or put it in quotes",
            null);
      }
      String tag =
          switch (event) {
            case org.yaml.snakeyaml.events.ScalarEvent scalar -> scalar.getTag();
            case org.yaml.snakeyaml.events.CollectionStartEvent collection -> collection.getTag();
            default -> null;
          };
      if (tag != null) {
        return whole(at(place, event), "must not use tags", "tag=" + tag);
      }
    }
    return null;
  }

  private static Problem syntax(Place place, MarkedYAMLException e) {
    String what = e.getProblem() == null ? "cannot be read" : e.getProblem().replace('\n', ' ');
    int line = e.getProblemMark() == null ? -1 : e.getProblemMark().getLine();
    return whole(
        line(place, line),
        "must be YAML: " + (what.contains("TAB") ? "a tab cannot indent; use spaces" : what),
        null);
  }

  private static Problem whole(Place place, String rule, @Nullable String value) {
    return new Problem(place, "", rule, value, null);
  }

  private static Place at(Place place, Event event) {
    return line(place, event.getStartMark().getLine());
  }

  /// Returns the place at a line from 0; flags have no lines.
  static Place line(Place place, int line) {
    return place.isFlag() ? place : Place.inFile(place.source(), line + 1);
  }

  private static int lineOf(CharSequence text, int position) {
    return 1 + (int) text.chars().limit(position).filter(c -> c == '\n').count();
  }
}
