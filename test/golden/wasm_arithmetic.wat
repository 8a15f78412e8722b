;; The program 'arithmetic' of test/emit/wasm/emit.test.ts, one thread, without relaxed SIMD; printed by binaryen 132.0.0 (emitText) on 2026-11-30.
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
  (local $27 v128)
  (local $28 v128)
  (local $29 v128)
  (local $30 v128)
  (local $31 v128)
  (local $32 v128)
  (local $33 v128)
  (local $34 v128)
  (local $35 v128)
  (local $36 v128)
  (local $37 v128)
  (local $38 v128)
  (local $39 v128)
  (local $40 v128)
  (local $41 v128)
  (local $42 v128)
  (local $43 v128)
  (local $44 v128)
  (local $45 v128)
  (local $46 v128)
  (local $47 v128)
  (local $48 v128)
  (local $49 v128)
  (local $50 v128)
  (local.set $11
   (v128.load32_splat offset=512
    (i32.const 0)
   )
  )
  (local.set $15
   (v128.load32_splat offset=516
    (i32.const 0)
   )
  )
  (local.set $20
   (v128.load32_splat offset=520
    (i32.const 0)
   )
  )
  (local.set $23
   (v128.load32_splat offset=524
    (i32.const 0)
   )
  )
  (local.set $49
   (v128.load32_splat offset=528
    (i32.const 0)
   )
  )
  (if
   (i32.lt_u
    (local.get $1)
    (local.get $2)
   )
   (then
    (loop $label1
     (local.set $8
      (local.get $2)
     )
     (loop $label
      (local.set $10
       (v128.load offset=69888 align=4
        (local.get $1)
       )
      )
      (local.set $12
       (v128.and
        (local.get $10)
        (local.get $11)
       )
      )
      (local.set $13
       (f32x4.sqrt
        (local.get $12)
       )
      )
      (local.set $14
       (v128.load offset=70144 align=4
        (local.get $1)
       )
      )
      (local.set $16
       (f32x4.add
        (local.get $15)
        (local.get $14)
       )
      )
      (local.set $17
       (f32x4.div
        (local.get $10)
        (local.get $16)
       )
      )
      (local.set $18
       (f32x4.sub
        (local.get $13)
        (local.get $17)
       )
      )
      (local.set $19
       (f32x4.sub
        (local.get $10)
        (local.get $14)
       )
      )
      (local.set $21
       (v128.and
        (local.get $19)
        (local.get $20)
       )
      )
      (local.set $22
       (v128.or
        (local.get $21)
        (local.get $15)
       )
      )
      (local.set $24
       (f32x4.lt
        (local.get $19)
        (local.get $23)
       )
      )
      (local.set $25
       (f32x4.gt
        (local.get $19)
        (local.get $23)
       )
      )
      (local.set $26
       (v128.or
        (local.get $24)
        (local.get $25)
       )
      )
      (local.set $27
       (v128.bitselect
        (local.get $22)
        (local.get $19)
        (local.get $26)
       )
      )
      (local.set $28
       (f32x4.add
        (local.get $18)
        (local.get $27)
       )
      )
      (local.set $29
       (f32x4.div
        (local.get $10)
        (local.get $14)
       )
      )
      (local.set $30
       (f32x4.floor
        (local.get $29)
       )
      )
      (local.set $31
       (f32x4.mul
        (local.get $14)
        (local.get $30)
       )
      )
      (local.set $32
       (f32x4.sub
        (local.get $10)
        (local.get $31)
       )
      )
      (local.set $33
       (f32x4.add
        (local.get $28)
        (local.get $32)
       )
      )
      (local.set $34
       (f32x4.floor
        (local.get $10)
       )
      )
      (local.set $35
       (f32x4.ceil
        (local.get $14)
       )
      )
      (local.set $36
       (f32x4.add
        (local.get $34)
        (local.get $35)
       )
      )
      (local.set $37
       (f32x4.add
        (local.get $33)
        (local.get $36)
       )
      )
      (local.set $38
       (f32x4.min
        (local.get $10)
        (local.get $14)
       )
      )
      (local.set $39
       (f32x4.pmax
        (local.get $38)
        (local.get $23)
       )
      )
      (local.set $40
       (f32x4.add
        (local.get $37)
        (local.get $39)
       )
      )
      (local.set $41
       (f32x4.le
        (local.get $10)
        (local.get $14)
       )
      )
      (local.set $42
       (f32x4.eq
        (local.get $10)
        (local.get $14)
       )
      )
      (local.set $43
       (v128.andnot
        (local.get $41)
        (local.get $42)
       )
      )
      (local.set $44
       (f32x4.ne
        (local.get $14)
        (local.get $15)
       )
      )
      (local.set $45
       (v128.or
        (local.get $43)
        (local.get $44)
       )
      )
      (local.set $46
       (v128.bitselect
        (local.get $10)
        (local.get $14)
        (local.get $45)
       )
      )
      (local.set $47
       (f32x4.add
        (local.get $40)
        (local.get $46)
       )
      )
      (v128.store offset=69632 align=4
       (local.get $1)
       (local.get $47)
      )
      (local.set $48
       (v128.and
        (local.get $47)
        (local.get $11)
       )
      )
      (local.set $50
       (i32x4.gt_s
        (local.get $48)
        (local.get $49)
       )
      )
      (if
       (v128.any_true
        (local.get $50)
       )
       (then
        (call $0
         (local.get $5)
         (local.get $0)
         (local.get $1)
         (i32.const 16)
        )
       )
      )
      (local.set $1
       (i32.add
        (local.get $1)
        (i32.const 16)
       )
      )
      (br_if $label
       (i32.lt_u
        (local.get $1)
        (local.get $8)
       )
      )
     )
     (br_if $label1
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
