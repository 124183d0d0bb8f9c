(* symlin: the definitions.  Together with the statements, this is all a reader has to trust. *)
From Coq Require Import Reals List NArith.
Import ListNotations.
Open Scope R_scope.

(* A vector; entry i of x is x.[i], counted from 0. *)
Definition vec := N -> R.
Notation "x .[ i ]" := ((x : vec) i%N) (at level 2, left associativity, format "x .[ i ]").

(* The vector with the entries of a list, and 0 from there on. *)
Fixpoint entry (l : list R) (i : N) : R :=
  match l with
  | [] => 0
  | a :: l => match i with N0 => a | _ => entry l (N.pred i) end
  end.
Definition vector (l : list R) : vec := fun i => entry l i.

Definition vadd (x y : vec) : vec := fun i => x i + y i.
Definition vscale (a : R) (x : vec) : vec := fun i => a * x i.

(* a.[0] * x.[0] + ... + a.[n-1] * x.[n-1] *)
Fixpoint dot (n : nat) (a x : vec) : R :=
  match n with
  | O => 0
  | S k => dot k a x + a (N.of_nat k) * x (N.of_nat k)
  end.

(* The laws of an operator f on a domain D.  An operator from R^n to R^m reads x.[0] .. x.[n-1]
   and returns  vector [ m components ]. *)
Definition is_additive_on (D : vec -> Prop) (f : vec -> vec) :=
  forall x y, D x -> D y -> D (vadd x y) -> forall i, f (vadd x y) i = f x i + f y i.
Definition is_homogeneous_on (D : vec -> Prop) (f : vec -> vec) :=
  forall a x, D x -> D (vscale a x) -> forall i, f (vscale a x) i = a * f x i.
Definition is_positively_homogeneous_on (D : vec -> Prop) (f : vec -> vec) :=
  forall a x, 0 <= a -> D x -> D (vscale a x) -> forall i, f (vscale a x) i = a * f x i.
Definition is_odd_on (D : vec -> Prop) (f : vec -> vec) :=
  forall x, D x -> D (vscale (-1) x) -> forall i, f (vscale (-1) x) i = - f x i.
(* Row i of the matrix is A i; it has n columns. *)
Definition is_linear_on (D : vec -> Prop) (f : vec -> vec) :=
  exists n (A : N -> vec), forall x, D x -> forall i, f x i = dot n (A i) x.
Definition is_affine_on (D : vec -> Prop) (f : vec -> vec) :=
  exists n (A : N -> vec) (c : vec), forall x, D x -> forall i, f x i = dot n (A i) x + c i.

Definition everywhere (x : vec) := True.
Definition is_additive := is_additive_on everywhere.
Definition is_homogeneous := is_homogeneous_on everywhere.
Definition is_positively_homogeneous := is_positively_homogeneous_on everywhere.
Definition is_odd := is_odd_on everywhere.
Definition is_linear := is_linear_on everywhere.
Definition is_affine := is_affine_on everywhere.

(* Conditions of piecewise expressions are booleans, combined by && , || and negb. *)
Definition Rltb (a b : R) : bool := if Rlt_dec a b then true else false.
Definition Rleb (a b : R) : bool := if Rle_dec a b then true else false.
Definition Reqb (a b : R) : bool := if Req_EM_T a b then true else false.
Notation "a <? b" := (Rltb a b) (at level 70, no associativity) : R_scope.
Notation "a <=? b" := (Rleb a b) (at level 70, no associativity) : R_scope.
Notation "a =? b" := (Reqb a b) (at level 70, no associativity) : R_scope.

(* The largest integer that does not exceed u. *)
Definition floor (u : R) : R := IZR (up u - 1).
