// φ₁(M)·f = ((e^M − 1)/M)·f for a small dense matrix, by scaling and squaring of the pair (e^Z, φ₁(Z)) as in src/expression/phi1.ts.
// The generated code says how wide: `phi1_size`. Narrower systems are padded with zeros, which φ₁ leaves alone.

alias Phi1Vector = array<f32, phi1_size>;
alias Phi1Matrix = array<f32, phi1_size * phi1_size>;

// Taylor terms at ‖Z‖ ≤ ½: the first one left out is ½⁹/10! ≈ 5e-10.
const phi1_terms: u32 = 9u;
// 2⁴⁰ is far beyond any matrix whose φ₁ is finite in f32.
const phi1_most_doublings: f32 = 40.0;

fn phi1_multiply(a: ptr<function, Phi1Matrix>, b: ptr<function, Phi1Matrix>) -> Phi1Matrix {
  var product: Phi1Matrix;
  for (var i = 0u; i < phi1_size; i++) {
    for (var j = 0u; j < phi1_size; j++) {
      var sum = 0.0;
      for (var k = 0u; k < phi1_size; k++) {
        sum = fma((*a)[i * phi1_size + k], (*b)[k * phi1_size + j], sum);
      }
      product[i * phi1_size + j] = sum;
    }
  }
  return product;
}

fn phi1(matrix: Phi1Matrix, vector: Phi1Vector) -> Phi1Vector {
  var z = matrix;
  let f = vector;
  var norm = 0.0;
  for (var i = 0u; i < phi1_size; i++) {
    var row = 0.0;
    for (var j = 0u; j < phi1_size; j++) {
      row += abs(z[i * phi1_size + j]);
    }
    norm = max(norm, row);
  }
  var doublings = 0u;
  if (norm > 0.5) {
    doublings = u32(clamp(ceil(log2(norm)) + 1.0, 0.0, phi1_most_doublings));
  }
  let scale = exp2(-f32(doublings));
  var phi: Phi1Matrix;
  for (var i = 0u; i < phi1_size; i++) {
    for (var j = 0u; j < phi1_size; j++) {
      z[i * phi1_size + j] *= scale;
    }
    phi[i * phi1_size + i] = 1.0;
  }
  // Horner: φ₁(Z) = 1 + Z/2(1 + Z/3(1 + …)).
  for (var k = phi1_terms; k >= 2u; k--) {
    phi = phi1_multiply(&z, &phi);
    let inverse = 1.0 / f32(k);
    for (var i = 0u; i < phi1_size; i++) {
      for (var j = 0u; j < phi1_size; j++) {
        phi[i * phi1_size + j] *= inverse;
      }
      phi[i * phi1_size + i] += 1.0;
    }
  }
  var e = phi1_multiply(&z, &phi);
  for (var i = 0u; i < phi1_size; i++) {
    e[i * phi1_size + i] += 1.0;
  }
  // φ₁(2Z) = ½(e^Z + 1)·φ₁(Z), e^{2Z} = (e^Z)².
  for (var doubling = 0u; doubling < doublings; doubling++) {
    var next = phi1_multiply(&e, &phi);
    for (var i = 0u; i < phi1_size * phi1_size; i++) {
      next[i] = 0.5 * (next[i] + phi[i]);
    }
    phi = next;
    e = phi1_multiply(&e, &e);
  }
  var result: Phi1Vector;
  for (var i = 0u; i < phi1_size; i++) {
    var sum = 0.0;
    for (var j = 0u; j < phi1_size; j++) {
      sum = fma(phi[i * phi1_size + j], f[j], sum);
    }
    result[i] = sum;
  }
  return result;
}
