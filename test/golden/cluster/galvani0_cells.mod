NEURON {
  ARTIFICIAL_CELL galvani0_cells
  RANGE s0q, s1q, s2q, s3q, s4q, s5q, s6q, in0q, in1q, kq, cellq
}
PARAMETER { cellq = 0 }
ASSIGNED {
  s0q
  s1q
  s2q
  s3q
  s4q
  s5q
  s6q
  in0q
  in1q
  kq
  spq
}
INITIAL { kq = 0 net_send(0.1, 1) }
FUNCTION gexpm1(x) {
  LOCAL high, low, twos, size, rest, corr, halfr, hxs, inner, sq, err, res,
    pos, neg
  high = x
  low = 0.0
  twos = 0.0
  size = fabs(x)
  if (size >= 0.3465735912322998) {
    if (size < 1.0397205352783203) {
      if (x > 0.0) {
        twos = 1.0
      }
      else {
        twos = (-1.0)
      }
    }
    else {
      if (x > 0.0) {
        twos = floor(1.4426950408889634 * x + 0.5)
      }
      else {
        twos = ceil(1.4426950408889634 * x - 0.5)
      }
    }
    high = x - twos * 0.6931471803691238
    low = twos * 1.9082149292705877e-10
  }
  rest = high - low
  corr = (high - rest) - low
  halfr = 0.5 * rest
  hxs = rest * halfr
  inner = 1.0 + hxs * ((-0.03333333333333313) + hxs * (0.0015873015872548146 + hxs * ((-0.0000793650757867488) + hxs * (0.000004008217827329362 + hxs * ((-2.0109921818362437e-7))))))
  sq = 3.0 - inner * halfr
  err = hxs * ((inner - sq) / (6.0 - rest * sq))
  if (twos == 0.0) {
    res = rest - (rest * err - hxs)
  }
  else {
    err = rest * (err - corr) - corr
    err = err - hxs
    if (twos == (-1.0)) {
      res = 0.5 * (rest - err) - 0.5
    }
    else {
      if (twos == 1.0) {
        if (rest < (-0.25)) {
          res = (-2.0) * (err - (rest + 0.5))
        }
        else {
          res = 1.0 + 2.0 * (rest - err)
        }
      }
      else {
        pos = 2.0 ^ twos
        if (twos <= (-2.0) || twos > 56.0) {
          res = (1.0 - (err - rest)) * pos - 1.0
        }
        else {
          neg = 2.0 ^ (0.0 - twos)
          if (twos < 20.0) {
            res = ((1.0 - neg) - (err - rest)) * pos
          }
          else {
            res = ((rest - (err + neg)) + 1.0) * pos
          }
        }
      }
    }
  }
  if (size < 5.551115123125783e-17) {
    res = x
  }
  if (x < (-38.81622314453125)) {
    res = (-1.0)
  }
  gexpm1 = res
}
FUNCTION gexprel(x) {
  LOCAL res
  res = 1.0
  if (x != 0.0) {
    res = gexpm1(x) / x
  }
  gexprel = res
}
FUNCTION gexp(x) {
  LOCAL high, low, twos, size, rest, sq, corr, res
  high = x
  low = 0.0
  twos = 0.0
  size = fabs(x)
  if (size >= 0.3465735912322998) {
    if (size < 1.0397205352783203) {
      if (x > 0.0) {
        twos = 1.0
      }
      else {
        twos = (-1.0)
      }
    }
    else {
      if (x > 0.0) {
        twos = floor(1.4426950408889634 * x + 0.5)
      }
      else {
        twos = ceil(1.4426950408889634 * x - 0.5)
      }
    }
    high = x - twos * 0.6931471803691238
    low = twos * 1.9082149292705877e-10
  }
  rest = high - low
  sq = rest * rest
  corr = rest - sq * (0.16666666666666602 + sq * ((-0.0027777777777015593) + sq * (0.00006613756321437934 + sq * ((-0.0000016533902205465252) + sq * (4.1381367970572385e-8)))))
  if (twos == 0.0) {
    res = 1.0 - ((rest * corr) / (corr - 2.0) - rest)
  }
  else {
    res = (1.0 - ((low - (rest * corr) / (2.0 - corr)) - high)) * 2.0 ^ twos
  }
  if (size < 3.725290298461914e-9) {
    res = 1.0 + x
  }
  if (x == 1.0) {
    res = 2.718281828459045
  }
  gexp = res
}
PROCEDURE advance() {
  LOCAL x0q, x1q, x2q, x3q, x4q, x5q, x6q, x7q, x8q, x9q, x10q, x11q,
    x12q, x13q, x14q, x15q, x16q, x17q, x18q, x19q, x20q, x21q, x22q, x23q,
    x24q, x25q, x26q, x27q, x28q, x29q, x30q, x31q, x32q, x33q, x34q, x35q,
    x36q, x37q, x38q, x39q, x40q, x41q, x42q, x43q, x44q, x45q, x46q, x47q,
    x48q, x49q, x50q, x51q, x52q, x53q, x54q, x55q, x56q, x57q, x58q, x59q,
    x60q, x61q, x62q, x63q, x64q, x65q, x66q, x67q, x68q, x69q, x70q, x71q,
    x72q, x73q, x74q, x75q, x76q, x77q, x78q, x79q, x80q, x81q, x82q, x83q,
    x84q, x85q, x86q, x87q, x88q, x89q, x90q, x91q, x92q, x93q, x94q, x95q,
    x96q, x97q, x98q, x99q, x100q, x101q, x102q, n0q, n1q, n2q, n3q, n4q,
    n5q, n6q
  x0q = s1q * s1q
  x1q = x0q * s1q
  x2q = 20000.0 * x1q
  x3q = x2q * s2q
  x4q = -x3q
  x5q = s3q * s3q
  x6q = x5q * x5q
  x7q = 6000.0 * x6q
  x8q = x4q - x7q
  x9q = x8q - 10.0
  x10q = s4q * 0.9801986733067553
  x11q = 6.0 * in0q
  x12q = x10q + x11q
  x13q = x9q - x12q
  x14q = s5q * 0.9900498337491681
  x15q = 67.0 * in1q
  x16q = x14q + x15q
  x17q = x13q - x16q
  x18q = x17q / 200.0
  x19q = 0.1 * x18q
  x20q = gexprel(x19q)
  x21q = 0.1 * x20q
  x22q = 50.0 - s0q
  x23q = x3q * x22q
  x24q = 0.0 + x23q
  x25q = (-90.0) - s0q
  x26q = x7q * x25q
  x27q = x24q + x26q
  x28q = (-60.0) - s0q
  x29q = 10.0 * x28q
  x30q = x27q + x29q
  x31q = 0.0 - s0q
  x32q = x12q * x31q
  x33q = x30q + x32q
  x34q = (-80.0) - s0q
  x35q = x16q * x34q
  x36q = x33q + x35q
  x37q = x36q / 200.0
  x38q = x21q * x37q
  x39q = s0q + x38q
  x40q = s0q - (-63.0)
  x41q = 13.0 - x40q
  x42q = x41q / 4.0
  x43q = gexprel(x42q)
  x44q = 1.28 / x43q
  x45q = x40q - 40.0
  x46q = x45q / 5.0
  x47q = gexprel(x46q)
  x48q = 1.4 / x47q
  x49q = x48q + x44q
  x50q = x49q
  if (1e-30 > x49q || 1e-30 != 1e-30) {
    x50q = 1e-30
  }
  x51q = x44q / x50q
  x52q = s1q - x51q
  x53q = -x44q
  x54q = x53q - x48q
  x55q = 0.1 * x54q
  x56q = gexp(x55q)
  x57q = x52q * x56q
  x58q = x51q + x57q
  x59q = 17.0 - x40q
  x60q = x59q / 18.0
  x61q = gexp(x60q)
  x62q = 0.128 * x61q
  x63q = 40.0 - x40q
  x64q = x63q / 5.0
  x65q = gexp(x64q)
  x66q = 1.0 + x65q
  x67q = 4.0 / x66q
  x68q = x67q + x62q
  x69q = x68q
  if (1e-30 > x68q || 1e-30 != 1e-30) {
    x69q = 1e-30
  }
  x70q = x62q / x69q
  x71q = s2q - x70q
  x72q = (-0.128) * x61q
  x73q = x72q - x67q
  x74q = 0.1 * x73q
  x75q = gexp(x74q)
  x76q = x71q * x75q
  x77q = x70q + x76q
  x78q = 15.0 - x40q
  x79q = x78q / 5.0
  x80q = gexprel(x79q)
  x81q = 0.16 / x80q
  x82q = 10.0 - x40q
  x83q = x82q / 40.0
  x84q = gexp(x83q)
  x85q = 0.5 * x84q
  x86q = x85q + x81q
  x87q = x86q
  if (1e-30 > x86q || 1e-30 != 1e-30) {
    x87q = 1e-30
  }
  x88q = x81q / x87q
  x89q = s3q - x88q
  x90q = -x81q
  x91q = x90q - x85q
  x92q = 0.1 * x91q
  x93q = gexp(x92q)
  x94q = x89q * x93q
  x95q = x88q + x94q
  x96q = x39q > (-20.0)
  x97q = s6q - 1.0
  x98q = x97q
  if (0.0 > x97q || 0.0 != 0.0) {
    x98q = 0.0
  }
  x99q = x98q > 0.0
  x100q = !x99q
  x101q = x96q && x100q
  x102q = x98q
  if (x101q) {
    x102q = 30.0
  }
  n0q = x39q
  n1q = x58q
  n2q = x77q
  n3q = x95q
  n4q = x12q
  n5q = x16q
  n6q = x102q
  spq = x101q
  s0q = n0q
  s1q = n1q
  s2q = n2q
  s3q = n3q
  s4q = n4q
  s5q = n5q
  s6q = n6q
  in0q = 0
  in1q = 0
  kq = kq + 1
}
NET_RECEIVE (w, port) {
  INITIAL { port = port }
  if (flag == 1) {
    advance()
    if (spq) { net_event(t) }
    net_send(0.1, 1)
  } else {
    if (port == 0) { in0q = in0q + w }
    if (port == 1) { in1q = in1q + w }
  }
}
