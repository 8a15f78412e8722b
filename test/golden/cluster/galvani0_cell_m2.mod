: s1q is q
: s2q is c
: s3q is Ca
: s5q is (I_into_Ca)
: s6q is (slope of I_into_Ca)
: s7q is g_L
: s8q is E_L
NEURON {
  SUFFIX galvani0_cell_m2
  NONSPECIFIC_CURRENT iq
  RANGE gq, kq, vq, onq, s1q, s2q, s3q, s5q, s6q, s7q, s8q
}
PARAMETER { onq = 0 }
ASSIGNED {
  v
  iq
  gq
  kq
  vq
  s1q
  s2q
  s3q
  s5q
  s6q
  s7q
  s8q
}
INITIAL {
  kq = 0
  vq = v
}
FUNCTION glog(x) {
  LOCAL res, size, twos, bits, rest, sum, part, sq, quart, even, odd, halfsq
  res = x
  if (x == 0.0) {
    res = (-1.0) / (x * x)
  }
  if (x < 0.0) {
    res = (x - x) / (x - x)
  }
  if (x > 0.0 && x <= 1.7976931348623157e+308) {
    size = x
    twos = 0.0
    while (size < 1.0) {
      size = size * 2.0
      twos = twos - 1.0
    }
    while (size >= 2.0) {
      size = size * 0.5
      twos = twos + 1.0
    }
    bits = floor((size - 1.0) * 1048576.0)
    if (bits >= 434332.0) {
      size = size * 0.5
      twos = twos + 1.0
    }
    rest = size - 1.0
    if (bits < 1.0 || bits >= 1048574.0) {
      sum = rest * rest * (0.5 - 0.3333333333333333 * rest)
      if (rest == 0.0) {
        res = twos * 0.6931471803691238 + twos * 1.9082149292705877e-10
      }
      else {
        if (twos == 0.0) {
          res = rest - sum
        }
        else {
          res = twos * 0.6931471803691238 - ((sum - twos * 1.9082149292705877e-10) - rest)
        }
      }
    }
    else {
      part = rest / (2.0 + rest)
      sq = part * part
      quart = sq * sq
      even = quart * (0.3999999999940942 + quart * (0.22222198432149784 + quart * 0.15313837699209373))
      odd = sq * (0.6666666666666735 + quart * (0.2857142874366239 + quart * (0.1818357216161805 + quart * 0.14798198605116586)))
      sum = odd + even
      if (bits >= 398458.0 && bits <= 440401.0) {
        halfsq = 0.5 * rest * rest
        if (twos == 0.0) {
          res = rest - (halfsq - part * (halfsq + sum))
        }
        else {
          res = twos * 0.6931471803691238 - ((halfsq - (part * (halfsq + sum) + twos * 1.9082149292705877e-10)) - rest)
        }
      }
      else {
        if (twos == 0.0) {
          res = rest - part * (rest - sum)
        }
        else {
          res = twos * 0.6931471803691238 - ((part * (rest - sum) - twos * 1.9082149292705877e-10) - rest)
        }
      }
    }
  }
  glog = res
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
BREAKPOINT {
  LOCAL s0q, x0q, x1q, x2q, x3q, x4q, x5q, x6q, x7q, x8q, x9q, x10q,
    x11q, x12q, x13q, x14q, x15q, x16q, x17q
  SOLVE advance
  CONDUCTANCE gq
  gq = 0
  iq = 0
  if (onq > 0.5) {
    s0q = v
    x0q = s8q - s0q
    x1q = s7q * x0q
    x2q = s2q * s2q
    x3q = 0.02 * x2q
    x4q = 2.0 / s3q
    x5q = glog(x4q)
    x6q = 12.040568900532099 * x5q
    x7q = x6q - s0q
    x8q = x3q * x7q
    x9q = x1q + x8q
    x10q = 1.0 * s1q
    x11q = (-77.0) - s0q
    x12q = x10q * x11q
    x13q = x9q + x12q
    x14q = -s7q
    x15q = x14q - x3q
    x16q = x10q - x15q
    x17q = -x3q
    gq = x16q / 1000.0
    iq = -(x13q) / 1000.0
    s5q = x8q
    s6q = x17q
    vq = v
  }
}
PROCEDURE advance() {
  LOCAL s0q, s4q, x0q, x1q, x2q, x3q, x4q, x5q, x6q, x7q, x8q, x9q,
    x10q, x11q, x12q, x13q, x14q, x15q, x16q, x17q, x18q, x19q, x20q, x21q,
    x22q, x23q, x24q, x25q, x26q, x27q, x28q, x29q, x30q, x31q, x32q, x33q,
    x34q, n0q, n1q, n2q
  if (onq > 0.5) {
    s0q = v
    s4q = (v - vq) * 0.5
    x0q = s6q * s4q
    x1q = s5q + x0q
    x2q = x1q / 3859.4132848000004
    x3q = x2q
    if (0.0 > x2q || 0.0 != 0.0) {
      x3q = 0.0
    }
    x4q = 0.0001 - s3q
    x5q = x4q / 60.0
    x6q = x3q + x5q
    x7q = 0.02499479238997095 * x6q
    x8q = s3q + x7q
    x9q = s0q + 30.0
    x10q = x9q / 10.0
    x11q = gexp(x10q)
    x12q = 1.0 + x11q
    x13q = 2.0 / x12q
    x14q = 0.5 + x13q
    x15q = (-1.0) / x14q
    x16q = 0.025 * x15q
    x17q = gexprel(x16q)
    x18q = 0.025 * x17q
    x19q = s0q + 25.0
    x20q = x19q / 6.0
    x21q = -x20q
    x22q = gexp(x21q)
    x23q = 1.0 + x22q
    x24q = 1.0 / x23q
    x25q = x24q - s2q
    x26q = x25q / x14q
    x27q = x18q * x26q
    x28q = s2q + x27q
    x29q = x8q + 0.001
    x30q = x8q / x29q
    x31q = x30q - s1q
    x32q = x31q / 20.0
    x33q = 0.024984381508382673 * x32q
    x34q = s1q + x33q
    n0q = x8q
    n1q = x28q
    n2q = x34q
    s3q = n0q
    s2q = n1q
    s1q = n2q
  }
  kq = kq + 1
}
