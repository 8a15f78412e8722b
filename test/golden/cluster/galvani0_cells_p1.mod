: s1q is g_e
NEURON {
  POINT_PROCESS galvani0_cells_p1
  NONSPECIFIC_CURRENT iq
  RANGE gq, kq, s1q, in0q, in1q
}
ASSIGNED {
  v
  iq
  gq
  kq
  s1q
  in0q
  in1q
}
INITIAL {
  kq = 0
  in0q = 0
  in1q = 0
}
BREAKPOINT {
  LOCAL s0q, x0q, x1q, x2q, x3q, x4q, x5q, x6q
  SOLVE advance
  CONDUCTANCE gq
  s0q = v
  x0q = 40.0 * in0q
  x1q = 10.0 * in1q
  x2q = x0q + x1q
  x3q = x2q * 0.9937694906233947
  x4q = s1q + x3q
  x5q = 0.0 - s0q
  x6q = x4q * x5q
  gq = x4q / 1000.0
  iq = -(x6q) / 1000.0
}
PROCEDURE advance() {
  LOCAL s0q, x0q, x1q, x2q, x3q, x4q, x5q, n0q
  s0q = v
  x0q = 40.0 * in0q
  x1q = 10.0 * in1q
  x2q = x0q + x1q
  x3q = x2q * 0.9937694906233947
  x4q = s1q + x3q
  x5q = x4q * 0.9875778004938814
  n0q = x5q
  s1q = n0q
  in0q = 0
  in1q = 0
  kq = kq + 1
}
NET_RECEIVE (w, port) {
  INITIAL { port = port }
  if (port == 0) { in0q = in0q + w }
  if (port == 1) { in1q = in1q + w }
}
