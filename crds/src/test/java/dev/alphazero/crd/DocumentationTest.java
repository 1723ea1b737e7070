package dev.alphazero.crd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The Markdown of the whole project: where lines end, and where links lead.
final class DocumentationTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path DOCS = ROOT.resolve("docs");
  private static final int COLUMNS = 120;

  private static final Set<String> NOT_OURS = Set.of("target", "runs", "node_modules");
  private static final Pattern CODE = Pattern.compile("`[^`]*`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

  /// Tables, code and a link that fills a line are as long as they must be.
  @Test
  void proseWrapsAt120Columns() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path page : pages()) {
      for (Line line : prose(page)) {
        boolean table = line.text().stripLeading().startsWith("|");
        boolean breakable = line.text().strip().replaceFirst("^[-*] ", "").contains(" ");
        if (line.text().length() > COLUMNS && !table && breakable) {
          tooLong.add(ROOT.relativize(page) + ":" + line.number());
        }
      }
    }
    assertThat(tooLong).as("lines of prose above %d columns", COLUMNS).isEmpty();
  }

  @Test
  void everyLinkLeadsToAFileAndAHeading() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      for (Line line : prose(page)) {
        for (String link : links(line.text())) {
          if (!leadsSomewhere(page, link)) {
            broken.add(ROOT.relativize(page) + ":" + line.number() + " " + link);
          }
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  /// A page of a folder is found by the folder, or by the page that has the folder's name.
  @Test
  void theFirstPageLinksEveryPage() throws IOException {
    List<String> linked = new ArrayList<>();
    for (Line line : prose(DOCS.resolve("README.md"))) {
      links(line.text()).forEach(link -> linked.add(link.replaceFirst("#.*", "")));
    }
    for (Path page : pages()) {
      if (page.startsWith(DOCS) && !page.endsWith("README.md")) {
        Path path = DOCS.relativize(page);
        String folder = path.getName(0).toString();
        assertThat(linked)
            .as(path.toString())
            .containsAnyOf(path.toString(), folder, folder + ".md");
      }
    }
  }

  private static boolean leadsSomewhere(Path page, String link) throws IOException {
    if (link.startsWith("http")) {
      return true;
    }
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
    return Files.exists(target) && (parts.length == 1 || anchors(target).contains(parts[1]));
  }

  /// Returns what GitHub calls a page's headings.
  private static List<String> anchors(Path page) throws IOException {
    return prose(page).stream()
        .map(Line::text)
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ +", "").toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }

  private static List<String> links(String line) {
    return LINK.matcher(CODE.matcher(line).replaceAll("code"))
        .results()
        .map((MatchResult link) -> link.group(1))
        .toList();
  }

  /// Returns a page's lines outside of blocks of code.
  private static List<Line> prose(Path page) throws IOException {
    List<Line> prose = new ArrayList<>();
    boolean code = false;
    int number = 0;
    for (String line : Files.readAllLines(page)) {
      number++;
      if (line.stripLeading().startsWith("```")) {
        code = !code;
      } else if (!code) {
        prose.add(new Line(number, line));
      }
    }
    return prose;
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            return !folder.equals(ROOT) && (NOT_OURS.contains(name) || name.startsWith("."))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".md")) {
              pages.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    assertThat(pages).contains(ROOT.resolve("README.md"), DOCS.resolve("README.md"));
    return pages.stream().sorted().toList();
  }

  private record Line(int number, String text) {}
}
