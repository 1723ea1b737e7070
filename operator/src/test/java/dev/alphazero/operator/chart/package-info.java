/// Tests of the Helm chart, of what is installed without it, and of the scripts for GitOps.
@NullMarked
package dev.alphazero.operator.chart;

import org.jspecify.annotations.NullMarked;
