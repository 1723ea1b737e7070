package dev.alphazero.worker.network.torchscript;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;

/// Writes a pickle of protocol 2: a program for a stack machine that builds one Python object.
///
/// Only the opcodes that a TorchScript module needs are here; names are those of Python's `pickle`.
final class Pickle {
  private static final int PROTO = 0x80;
  private static final int STOP = '.';
  private static final int GLOBAL = 'c';
  private static final int MARK = '(';
  private static final int EMPTY_TUPLE = ')';
  private static final int TUPLE = 't';
  private static final int EMPTY_DICT = '}';
  private static final int SETITEMS = 'u';
  private static final int NEWOBJ = 0x81;
  private static final int BUILD = 'b';
  private static final int REDUCE = 'R';
  private static final int BINPERSID = 'Q';
  private static final int BINUNICODE = 'X';
  private static final int BININT = 'J';
  private static final int NEWTRUE = 0x88;
  private static final int NEWFALSE = 0x89;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Pickle() {
    op(PROTO).op(2);
  }

  byte[] stop() {
    op(STOP);
    return out.toByteArray();
  }

  /// Pushes a class or function.
  Pickle global(String module, String name) {
    op(GLOBAL);
    out.writeBytes((module + "\n" + name + "\n").getBytes(UTF_8));
    return this;
  }

  /// Pushes a string: length as a little-endian int, then UTF-8.
  Pickle string(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    op(BINUNICODE).littleEndian(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  Pickle integer(int value) {
    return op(BININT).littleEndian(value);
  }

  Pickle bool(boolean value) {
    return op(value ? NEWTRUE : NEWFALSE);
  }

  /// Pushes a tuple of integers.
  Pickle integers(List<Integer> values) {
    mark();
    values.forEach(this::integer);
    return tuple();
  }

  Pickle mark() {
    return op(MARK);
  }

  /// Replaces all above the mark by a tuple.
  Pickle tuple() {
    return op(TUPLE);
  }

  Pickle emptyTuple() {
    return op(EMPTY_TUPLE);
  }

  Pickle emptyDict() {
    return op(EMPTY_DICT);
  }

  /// Puts the pairs above the mark into the dictionary below it.
  Pickle setItems() {
    return op(SETITEMS);
  }

  /// Replaces a class and its arguments by a new object.
  Pickle newObject() {
    return op(NEWOBJ);
  }

  /// Sets the state of the object below to the dictionary on top.
  Pickle build() {
    return op(BUILD);
  }

  /// Replaces a function and its arguments by the result.
  Pickle reduce() {
    return op(REDUCE);
  }

  /// Replaces the tuple on top by the outside thing it identifies, here a storage.
  Pickle persistentId() {
    return op(BINPERSID);
  }

  private Pickle op(int code) {
    out.write(code);
    return this;
  }

  private Pickle littleEndian(int value) {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write(value >>> shift);
    }
    return this;
  }
}
