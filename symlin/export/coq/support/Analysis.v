(* symlin: exponentials, logarithms and angles.  Needs coq-interval. *)
From Coq Require Import Reals Lra Psatz List NArith.
From Interval Require Tactic Specific_ops Specific_stdz.
From Symlin Require Import Definitions Laws Terms Cases.
Import ListNotations.
Open Scope R_scope.

(* Interval arithmetic in plain integers: no axioms about machine numbers, as long as i_prec is given. *)
Module ZFloat := Specific_ops.SpecificFloat Specific_stdz.StdZRadix2.
Module ZInterval := Tactic.IntervalTactic ZFloat.
Import ZInterval.
Ltac enclosed p := interval with (Tactic.i_prec p).
Ltac number p := solve [ lra | enclosed p ].
Ltac differs p := solve [ apply Rlt_not_eq; enclosed p | apply Rgt_not_eq; enclosed p | lra ].

Lemma Rltb_true a b : a < b -> (a <? b) = true. Proof. destruct (Rltb_cases a b); auto; lra. Qed.
Lemma Rltb_false a b : b <= a -> (a <? b) = false. Proof. destruct (Rltb_cases a b); auto; lra. Qed.
Lemma Rleb_true a b : a <= b -> (a <=? b) = true. Proof. destruct (Rleb_cases a b); auto; lra. Qed.
Lemma Rleb_false a b : b < a -> (a <=? b) = false. Proof. destruct (Rleb_cases a b); auto; lra. Qed.
Lemma Reqb_true a b : a = b -> (a =? b) = true. Proof. destruct (Reqb_cases a b); auto; contradiction. Qed.
Lemma Reqb_false a b : a <> b -> (a =? b) = false. Proof. destruct (Reqb_cases a b); auto; contradiction. Qed.
(* decisions at a point, innermost first *)
Ltac decide_step p :=
  match goal with
  | |- context [Rltb ?a ?b] => simple_term a; simple_term b; first [ rewrite (Rltb_true a b) by number p | rewrite (Rltb_false a b) by number p ]; cbn [andb orb negb]
  | |- context [Rleb ?a ?b] => simple_term a; simple_term b; first [ rewrite (Rleb_true a b) by number p | rewrite (Rleb_false a b) by number p ]; cbn [andb orb negb]
  | |- context [Reqb ?a ?b] => simple_term a; simple_term b; first [ rewrite (Reqb_true a b) by lra | rewrite (Reqb_false a b) by differs p ]; cbn [andb orb negb]
  | |- context [Rmax ?a ?b] => simple_term a; simple_term b; first [ rewrite (Rmax_left a b) by number p | rewrite (Rmax_right a b) by number p ]
  | |- context [Rmin ?a ?b] => simple_term a; simple_term b; first [ rewrite (Rmin_left a b) by number p | rewrite (Rmin_right a b) by number p ]
  | |- context [Rabs ?a] => simple_term a; first [ rewrite (Rabs_pos_eq a) by number p | rewrite (Rabs_left a) by number p ]
  end.
Ltac decide_all p := cbn [andb orb negb]; repeat decide_step p.

(* asin is atan, where interval arithmetic knows no asin *)
Ltac refute_number p := decide_all p; let E := fresh in intro E; apply Rminus_diag_eq in E; revert E; differs p.

(* every closed exponential, logarithm, root becomes a number between two rationals *)
Ltac enclose_step p :=
  let one u := (let v := fresh "v" in let H := fresh "H" in
    interval_intro u with (Tactic.i_prec p) as H; set (v := u) in *; clearbody v) in
  match goal with
  | |- context [exp ?u] => one (exp u) | |- context [ln ?u] => one (ln u) | |- context [sqrt ?u] => one (sqrt u)
  | |- context [sin ?u] => one (sin u) | |- context [cos ?u] => one (cos u) | |- context [atan ?u] => one (atan u)
  end.

Lemma exp_minus a b : exp (a - b) = exp a * / exp b.
Proof. unfold Rminus. rewrite exp_plus, exp_Ropp. reflexivity. Qed.
Lemma exp_pos_mult p x : exp (IZR (Zpos p) * x) = exp x ^ Pos.to_nat p.
Proof.
  rewrite <- (positive_nat_Z p), <- INR_IZR_INZ.
  induction (Pos.to_nat p) as [|n IH]; [ simpl; rewrite Rmult_0_l; apply exp_0 | ].
  rewrite S_INR, Rmult_plus_distr_r, exp_plus, IH, Rmult_1_l; simpl; ring.
Qed.
Lemma exp_neg_mult p x : exp (IZR (Zneg p) * x) = / exp x ^ Pos.to_nat p.
Proof.
  change (Zneg p) with (- Zpos p)%Z. rewrite opp_IZR, Ropp_mult_distr_l_reverse, exp_Ropp, exp_pos_mult. reflexivity.
Qed.
Ltac literal_powers := match goal with |- context [Pos.to_nat ?p] => let n := eval compute in (Pos.to_nat p) in change (Pos.to_nat p) with n end.
Ltac push_exp := repeat first
  [ rewrite exp_plus | rewrite exp_minus | rewrite exp_Ropp | rewrite exp_pos_mult | rewrite exp_neg_mult | rewrite exp_0 | literal_powers ].
Ltac positive := repeat first [ assumption | apply exp_pos | apply Rplus_lt_0_compat | apply Rmult_lt_0_compat | apply Rinv_0_lt_compat
                         | apply Rdiv_lt_0_compat | apply pow_lt | lra ].
Ltac nonzeros := repeat split; apply Rgt_not_eq; first [ lra | solve [ positive ] | nra ].
Ltac name_exp := repeat match goal with |- context [exp ?u] => generalize (exp_pos u); generalize (exp u); intros ? ? end.
Ltac push_logs := repeat (progress (push_exp; rewrite ?exp_ln by solve [ positive ])).
Ltac by_exp := push_logs; name_exp; solve [ ring | field; nonzeros ].
Ltac by_ln := apply exp_inv; by_exp.
Ltac by_moved_ln := apply Rminus_diag_uniq; match goal with
  | |- ln ?u - ln ?v - ?w = 0 => enough (ln u = w + ln v) by lra; by_ln
  | |- ln ?u + ?a - ?w = 0 => enough (ln u = w - a) by lra; by_ln
  end.
Lemma cos2_eq u : cos u * cos u = 1 - sin u * sin u.
Proof. generalize (sin2_cos2 u). unfold Rsqr. lra. Qed.
Ltac push_angles := repeat first [ rewrite sin_plus | rewrite cos_plus | rewrite sin_neg | rewrite cos_neg
  | rewrite sin_minus | rewrite cos_minus | rewrite sin_2a | rewrite cos_2a | rewrite atan_opp ].
(* arguments that are opposite, or the same, are told from each other by ring *)
Ltac by_parity f odd := repeat match goal with |- context [f ?u] => match goal with |- context [f ?v] =>
  tryif constr_eq u v then fail else first
    [ replace (f v) with (f u) by (f_equal; ring) | replace (f v) with (- f u) by (rewrite <- odd; f_equal; ring) ] end end.
Ltac by_evenness f even := repeat match goal with |- context [f ?u] => match goal with |- context [f ?v] =>
  tryif constr_eq u v then fail else first
    [ replace (f v) with (f u) by (f_equal; ring) | replace (f v) with (f u) by (rewrite <- even; f_equal; ring) ] end end.
Ltac parities := by_parity sin sin_neg; by_evenness cos cos_neg; by_parity atan atan_opp; by_parity asin asin_opp.
Ltac by_angle := parities; push_angles; first [ ring | field; nonzeros | lra | match goal with |- context [cos ?u] =>
  let E := fresh in pose proof (cos2_eq u) as E; first [ ring [E] | field [E]; nonzeros ] end ].

Ltac contradict_analysis := first
  [ solve [ refute_number 60%positive ] | solve [ refute_number 150%positive ] | solve [ refute_number 400%positive ] ].
(* exponentials become positive numbers, in the facts as well *)
Ltac clear_quotients := repeat match goal with E : ?u = ?v |- _ =>
  match constr:(u = v) with context [Rinv _] => idtac | context [Rdiv _ _] => idtac end;
  field_simplify_eq in E; lazymatch goal with |- False => idtac | _ => solve [ nonzero | nonzeros ] end end.
Ltac same_exp := repeat match goal with |- context [exp ?u] => match goal with |- context [exp ?v] =>
  tryif constr_eq u v then fail else replace (exp v) with (exp u) by (f_equal; ring) end end.
Ltac contradict_positive := decide_all 60%positive; cases; intro; exfalso; revert_facts; same_exp; push_exp; name_exp; intros;
  clear_quotients; repeat split_disequality; solve [ lra | timeout 30 nra ].
(* with parameters: what is closed is enclosed, what is not is positive *)
Ltac contradict_parametric := first
  [ solve [ decide_all 60%positive; cases; repeat enclose_step 60%positive; contradiction_at ]
  | solve [ decide_all 60%positive; cases; same_exp; name_exp; contradiction_at ]
  | solve [ contradict_positive ]
  | solve [ decide_all 60%positive; cases; intro; exfalso; split_facts; revert_facts; repeat enclose_step 60%positive; intros; closed_by_signs ]
  | solve [ contradict_cases ] ].
Ltac by_identity := first [ solve [ ring ] | solve [ by_exp ] | solve [ by_ln ] | solve [ by_moved_ln ] | solve [ by_angle ] ].
Ltac by_analysis := repeat floor_step; first
  [ by_identity | solve [ parities; cases; first [ by_identity | lra ] ] | solve [ cases; by_cases ] ].
(* what is known of functions everywhere, as facts beside the guards *)
Ltac know_functions := repeat match goal with
  | |- context [exp ?u] => lazymatch goal with K : 0 < exp u |- _ => fail | _ => pose proof (exp_pos u) end
  | |- context [sin ?u] => lazymatch goal with K : -1 <= sin u <= 1 |- _ => fail | _ => pose proof (SIN_bound u) end
  | |- context [cos ?u] => lazymatch goal with K : -1 <= cos u <= 1 |- _ => fail | _ => pose proof (COS_bound u) end
  | |- context [atan ?u] => lazymatch goal with K : - PI / 2 < atan u < PI / 2 |- _ => fail | _ => pose proof (atan_bound u) end
  end.
Ltac at_turns := push_angles; rewrite ?sin_PI, ?cos_PI, ?sin_PI2, ?cos_PI2, ?sin_2PI, ?cos_2PI.
Ltac by_knowledge := square_roots; parities; know_functions; first
  [ solve [ at_turns; first [ ring | field; nonzeros | lra ] ]
  | solve [ cases; first [ by_identity | lra | nra | by_cases ] ]
  | solve [ by_products ] ].
Ltac impossible_analysis := first
  [ impossible | exfalso; split_facts; revert_facts; repeat enclose_step 60%positive; intros; solve [ lra | timeout 60 nra ] ].
