;; The program 'leaky' of test/emit/wasm/emit.test.ts, one thread, without relaxed SIMD; printed by binaryen 132.0.0 (emitText) on 2026-11-30.
 (func $1 (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32) (result i32)
  (local $6 i32)
  (local $7 i32)
  (local $8 i32)
  (local $9 i32)
  (local $10 v128)
  (local $11 v128)
  (local $12 v128)
  (local $13 v128)
  (local $14 v128)
  (local $15 v128)
  (local $16 v128)
  (local $17 v128)
  (local $18 v128)
  (local $19 v128)
  (local $20 v128)
  (local $21 v128)
  (local $22 v128)
  (local $23 v128)
  (local $24 v128)
  (local $25 v128)
  (local $26 v128)
  (local $27 i32)
  (local.set $11
   (v128.load32_splat offset=66048
    (i32.const 0)
   )
  )
  (local.set $15
   (v128.load32_splat offset=66052
    (i32.const 0)
   )
  )
  (local.set $18
   (v128.load32_splat offset=512
    (i32.const 0)
   )
  )
  (local.set $21
   (v128.load32_splat offset=516
    (i32.const 0)
   )
  )
  (local.set $23
   (v128.load32_splat offset=520
    (i32.const 0)
   )
  )
  (local.set $25
   (v128.load32_splat offset=524
    (i32.const 0)
   )
  )
  (if
   (i32.lt_u
    (local.get $1)
    (local.get $2)
   )
   (then
    (loop $label2
     (local.set $8
      (local.get $2)
     )
     (loop $label1
      (local.set $6
       (i32.add
        (local.get $1)
        (local.get $3)
       )
      )
      (local.set $10
       (v128.load offset=69632 align=4
        (local.get $1)
       )
      )
      (local.set $12
       (f32x4.mul
        (local.get $11)
        (local.get $10)
       )
      )
      (local.set $13
       (v128.load offset=335872 align=4
        (local.get $6)
       )
      )
      (local.set $14
       (f32x4.convert_i32x4_s
        (local.get $13)
       )
      )
      (local.set $16
       (f32x4.mul
        (local.get $15)
        (local.get $14)
       )
      )
      (local.set $17
       (f32x4.add
        (local.get $12)
        (local.get $16)
       )
      )
      (local.set $19
       (f32x4.gt
        (local.get $17)
        (local.get $18)
       )
      )
      (local.set $20
       (v128.andnot
        (local.get $17)
        (local.get $19)
       )
      )
      (v128.store offset=69632 align=4
       (local.get $1)
       (local.get $20)
      )
      (local.set $22
       (local.get $21)
      )
      (v128.store offset=335872 align=4
       (local.get $6)
       (local.get $22)
      )
      (local.set $24
       (v128.and
        (local.get $20)
        (local.get $23)
       )
      )
      (local.set $26
       (i32x4.gt_s
        (local.get $24)
        (local.get $25)
       )
      )
      (if
       (v128.any_true
        (local.get $26)
       )
       (then
        (call $0
         (local.get $5)
         (local.get $0)
         (local.get $1)
         (i32.const 32)
        )
       )
      )
      (if
       (local.tee $27
        (i32x4.bitmask
         (local.get $19)
        )
       )
       (then
        (if
         (local.get $27)
         (then
          (loop $label
           (i32.store
            (local.get $4)
            (i32.add
             (i32.add
              (i32.shr_u
               (local.get $1)
               (i32.const 2)
              )
              (i32.const 0)
             )
             (i32.ctz
              (local.get $27)
             )
            )
           )
           (local.set $4
            (i32.add
             (local.get $4)
             (i32.const 4)
            )
           )
           (local.set $27
            (i32.and
             (local.get $27)
             (i32.sub
              (local.get $27)
              (i32.const 1)
             )
            )
           )
           (br_if $label
            (local.get $27)
           )
          )
         )
        )
       )
      )
      (local.set $1
       (i32.add
        (local.get $1)
        (i32.const 16)
       )
      )
      (br_if $label1
       (i32.lt_u
        (local.get $1)
        (local.get $8)
       )
      )
     )
     (br_if $label2
      (i32.lt_u
       (local.get $1)
       (local.get $2)
      )
     )
    )
   )
  )
  (local.get $4)
 )
