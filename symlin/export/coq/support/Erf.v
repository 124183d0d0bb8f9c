(* symlin: the error function.  Needs coquelicot and coq-interval. *)
From Coq Require Import Reals Lra Psatz List NArith.
From Coquelicot Require Import Coquelicot.
From Interval Require Tactic.
From Symlin Require Import Definitions Laws Terms Cases Analysis.
Import Analysis.ZInterval.
Open Scope R_scope.

Definition erf (x : R) : R := 2 / sqrt PI * RInt (fun t => exp (- t ^ 2)) 0 x.

Lemma gauss_continuous t : continuous (fun t => exp (- t ^ 2)) t.
Proof. apply (ex_derive_continuous (fun t => exp (- t ^ 2))). auto_derive. trivial. Qed.
Lemma erf_0 : erf 0 = 0.
Proof. unfold erf. rewrite RInt_point. unfold zero; simpl. ring. Qed.
Lemma erf_odd x : erf (- x) = - erf x.
Proof.
  unfold erf. rewrite Ropp_mult_distr_r. f_equal.
  set (g := fun t => exp (- t ^ 2)).
  assert (X : forall a b, ex_RInt g a b)
    by (intros; apply (ex_RInt_continuous (V := R_CompleteNormedModule)); intros; apply gauss_continuous).
  assert (C := is_RInt_comp_opp g 0 x (RInt g (- 0) (- x)) (RInt_correct _ _ _ (X _ _))).
  rewrite Ropp_0 in C. apply (is_RInt_unique (V := R_CompleteNormedModule)) in C. rewrite <- C.
  rewrite <- (RInt_opp (V := R_CompleteNormedModule) g) by apply X.
  symmetry. apply RInt_ext. intros t _. unfold g, opp; simpl. f_equal. f_equal. f_equal. ring.
Qed.
Ltac enclose_integrals p :=
  repeat match goal with
  | |- context [RInt ?f ?a ?b] =>
     let I := fresh "I" in let HI := fresh "HI" in
     integral_intro (RInt f a b) with (Tactic.i_prec p) as HI; set (I := RInt f a b) in *; clearbody I
  end.
Ltac erf_zero := repeat match goal with |- context [erf ?u] =>
  lazymatch u with 0 => fail | _ => replace u with 0 by solve [ ring | field ] end end; rewrite ?erf_0.
(* the integral tactics trip over a 0 inside the upper bound: normalise arguments first *)
Ltac erf_arguments := repeat match goal with |- context [erf ?u] => lazymatch u with context [0] => idtac end; progress ring_simplify u end.
Ltac refute_erf p := decide_all p; erf_zero; erf_arguments; unfold erf; enclose_integrals p;
  let E := fresh in intro E; apply Rminus_diag_eq in E; revert E; differs p.
Ltac contradict_erf := first [ solve [ refute_erf 60%positive ] | solve [ refute_erf 150%positive ] | contradict_analysis ].
Ltac by_erf := by_parity erf erf_odd; solve [ ring | field; nonzeros | by_analysis ].
