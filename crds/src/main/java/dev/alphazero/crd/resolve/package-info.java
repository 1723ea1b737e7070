/// Resolution: specification, hardware and profiles in, settings and the origin of each value out.
/// Pure; reads no file, no clock and no device.
@NullMarked
package dev.alphazero.crd.resolve;

import org.jspecify.annotations.NullMarked;
