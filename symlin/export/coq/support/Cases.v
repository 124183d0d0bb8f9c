(* symlin: proofs by cases and real arithmetic, for terms with parameters or domains. *)
From Coq Require Import Reals List NArith ZArith Bool Lra Psatz Classical.
From Symlin Require Import Definitions Laws Terms.
Import ListNotations.
Open Scope R_scope.

Inductive max_spec (a b : R) : R -> Prop := max_l : b < a -> max_spec a b a | max_r : a <= b -> max_spec a b b.
Inductive min_spec (a b : R) : R -> Prop := min_l : b < a -> min_spec a b b | min_r : a <= b -> min_spec a b a.
Inductive abs_spec (a : R) : R -> Prop := abs_p : 0 <= a -> abs_spec a a | abs_n : a < 0 -> abs_spec a (- a).
Lemma Rmax_cases a b : max_spec a b (Rmax a b).
Proof. destruct (Rle_lt_dec a b); [ rewrite Rmax_right by lra; now apply max_r | rewrite Rmax_left by lra; now apply max_l ]. Qed.
Lemma Rmin_cases a b : min_spec a b (Rmin a b).
Proof. destruct (Rle_lt_dec a b); [ rewrite Rmin_left by lra; now apply min_r | rewrite Rmin_right by lra; now apply min_l ]. Qed.
Lemma Rabs_cases a : abs_spec a (Rabs a).
Proof. destruct (Rle_lt_dec 0 a); [ rewrite Rabs_pos_eq by lra; now apply abs_p | rewrite Rabs_left by lra; now apply abs_n ]. Qed.

Ltac simple_term t := lazymatch t with
  | context [if _ then _ else _] => fail | context [Rmax _ _] => fail | context [Rmin _ _] => fail
  | context [Rabs _] => fail | _ => idtac end.
Ltac absurd_case := try solve [ exfalso; lra ].
(* one innermost decision at a time; impossible branches are cut at once *)
Ltac case_step :=
  match goal with
  | |- context [Rltb ?a ?b] => simple_term a; simple_term b; destruct (Rltb_cases a b); cbn [andb orb negb]
  | |- context [Rleb ?a ?b] => simple_term a; simple_term b; destruct (Rleb_cases a b); cbn [andb orb negb]
  | |- context [Reqb ?a ?b] => simple_term a; simple_term b; destruct (Reqb_cases a b); cbn [andb orb negb]
  | |- context [Rmax ?a ?b] => simple_term a; simple_term b; destruct (Rmax_cases a b)
  | |- context [Rmin ?a ?b] => simple_term a; simple_term b; destruct (Rmin_cases a b)
  | |- context [Rabs ?a] => simple_term a; destruct (Rabs_cases a)
  end; absurd_case.
Ltac cases := cbn [andb orb negb]; repeat case_step.

Ltac at_points := cbv [on_line vadd vscale vector entry map N.pred Pos.pred_N Pos.pred_double row_dot N.succ Pos.succ
  all_rows all_affine all_eq all_in total image mass fold_right fst snd N.of_nat].
(* a <= b <= a, multiplied by a parameter *)
Ltac tie_with w := repeat match goal with
  | C : ?a <= ?b |- _ => let E := fresh "E" in let P := fresh "P" in
      assert (E : a = b) by lra; clear C; assert (P : w * a = w * b) by (rewrite E; reflexivity) end.
Ltac split_facts := repeat match goal with
  | H : _ /\ _ |- _ => destruct H
  | H : _ \/ _ |- _ => destruct H
  end.
(* sizes in the facts become cases, too *)
Ltac revert_facts := repeat match goal with
  | H : _ = _ |- _ => revert H | H : _ <> _ |- _ => revert H | H : _ < _ |- _ => revert H | H : _ <= _ |- _ => revert H end.
Ltac decided_facts := match goal with
  | H : context [Rabs _] |- _ => idtac | H : context [Rmax _ _] |- _ => idtac | H : context [Rmin _ _] |- _ => idtac end;
  revert_facts; cases; intros.
(* from disequalities: one of them, or their product, would be an equality *)
(* an equation among the facts, read as a rule for monomials *)
Ltac by_ideal := match goal with H : _ = _ :> R |- _ => solve [ ring [H] | symmetry in H; ring [H] ] end.
Lemma product_nonzero u v s t : u <> v -> s <> t -> (u - v) * (s - t) <> 0.
Proof. intros H K. apply Rmult_integral_contrapositive_currified; lra. Qed.
Ltac denied := match goal with H : _ <> _ |- _ => apply H; clear H; solve [ lra | by_ideal | timeout 10 nra ] end.
Ltac multiply_disequalities := repeat match goal with
  | H : ?u <> ?v, K : ?s <> ?t |- _ => pose proof (product_nonzero u v s t H K); clear H K end.
Ltac split_disequality := match goal with H : _ <> _ |- _ => destruct (Rdichotomy _ _ H); clear H end.
Ltac closed_by_signs := solve [ lra | timeout 10 nra | denied | multiply_disequalities; denied
  | repeat split_disequality; first [ lra | timeout 20 nra ] ].
Ltac nonzero := repeat split; try assumption;
  first [ lra | apply Rgt_not_eq, sqrt_lt_R0; first [ lra | timeout 20 nra ] | timeout 20 nra | apply Rgt_not_eq; timeout 20 nra
        | let K := fresh in intro K; first [ denied | multiply_disequalities; denied | decided_facts; closed_by_signs ] ].
(* the largest integer at a point *)
Lemma floor_at u z : IZR z <= u -> u < IZR z + 1 -> floor u = IZR z.
Proof.
  intros L U. unfold floor. f_equal. assert (E : (up u = z + 1)%Z); [ symmetry; apply tech_up; rewrite plus_IZR; lra | ].
  rewrite E. ring.
Qed.
Ltac floor_step := match goal with |- context [floor ?u] => simple_term u;
  let at_ z := rewrite (floor_at u z) by (solve [ lra | timeout 10 nra ]) in
  first [ at_ 0%Z | at_ (-1)%Z | at_ 1%Z | at_ (-2)%Z | at_ 2%Z | at_ (-3)%Z | at_ 3%Z ] end.
(* sqrt (a + b) and sqrt (b + a) are one atom *)
Ltac unify_roots := repeat match goal with
  | |- context [sqrt ?u] => match goal with
      | H : context [sqrt ?v] |- _ => tryif constr_eq u v then fail else replace v with u in * by (first [ ring | field ])
      | |- context [sqrt ?v] => tryif constr_eq u v then fail else replace v with u by (first [ ring | field ])
      end
  | H : context [sqrt ?u], K : context [sqrt ?v] |- _ => tryif constr_eq u v then fail else replace v with u in * by (first [ ring | field ])
  end.
Ltac know_roots := repeat match goal with |- context [sqrt ?u] => lazymatch goal with
  | H : sqrt u * sqrt u = u |- _ => fail
  | _ => assert (sqrt u * sqrt u = u) by (apply sqrt_sqrt; first [ lra | timeout 10 nra ]) end end.
Ltac close := unify_roots; know_roots; try solve [ lra | ring | exfalso; match goal with H : _ <> _ |- _ => apply H; lra end | field; nonzero
  | field_simplify_eq; [ first [ lra | by_ideal | timeout 30 nra ] | nonzero ] | timeout 30 nra ].
Ltac by_cases := repeat floor_step; cases; try solve [ close | split_facts; subst; close ].
(* where lra sees no contradiction between the guards, their products may show one *)
Ltac square_roots := repeat match goal with |- context [sqrt (?v ^ 2)] =>
  replace (sqrt (v ^ 2)) with (Rabs v) by (rewrite <- sqrt_Rsqr_abs; f_equal; unfold Rsqr; ring) end.
Ltac by_products := square_roots; repeat floor_step; cbn [andb orb negb];
  repeat (case_step; try solve [ exfalso; timeout 5 nra ]); try solve [ close | split_facts; subst; close ].
Ltac in_domain := at_points; repeat split; try exact I; by_cases; try nonzero.

Lemma quotient_exists a b : b <> 0 -> exists t, t * b = a.
Proof. intro H. exists (a / b). field. exact H. Qed.
Ltac every_entry := let j := fresh "j" in intro j; cbv [total image fold_right fst snd vector];
  repeat (destruct j as [|j]; cbn [entry]; [ solve [ lra | ring | field; nonzero ] | generalize (N.pred (N.pos j)); clear j; intro j ]);
  cbn [entry]; solve [ lra | ring | field; nonzero ].

(* ---- refutations with parameters ---- *)
Ltac sharpen := repeat match goal with
  | H : ~ (_ < _) |- _ => apply Rnot_lt_le in H
  | H : ~ (_ <= _) |- _ => apply Rnot_le_lt in H
  | H : ~ ~ _ |- _ => apply NNPP in H
  | H : ~ (_ /\ _) |- _ => apply not_and_or in H
  | H : ~ (_ \/ _) |- _ => apply not_or_and in H
  | H : _ /\ _ |- _ => destruct H
  end.
Ltac equal_roots := repeat match goal with H : sqrt _ = sqrt _ |- _ => apply sqrt_inj in H; [ | lra | lra ] end.
Ltac impossible := exfalso; try tauto; sharpen; split_facts; subst;
  solve [ equal_roots; lra |  lra | timeout 30 nra | congruence | tauto | denied | repeat split_disequality; first [ lra | timeout 30 nra ]
        | decided_facts; closed_by_signs ].
Ltac zero_quotients E := repeat match type of E with context [?a / ?b] =>
  replace (a / b) with 0 in E by (unfold Rdiv; ring) end.
Ltac contradiction_at := let E := fresh in intro E; exfalso; split_facts; zero_quotients E; unify_roots; try contradiction;
  solve [ lra | repeat split_disequality; first [ lra | timeout 30 nra ]
        | field_simplify_eq in E; lazymatch goal with
            | |- False => repeat split_disequality; first [ lra | timeout 30 nra ]
            | _ => nonzero end
        | timeout 30 nra ].
(* the unknown t with t * b = a is a / b again *)
Lemma quotient_is t a b : t * b = a -> b <> 0 -> t = a / b.
Proof. intros <- H. field. exact H. Qed.
Ltac put_quotients := repeat match goal with T : ?t * ?b = ?a |- _ => is_var t;
  let Q := fresh "Q" in assert (Q : t = a / b) by (apply quotient_is; [ exact T | nonzero ]); clear T; subst t end.
Ltac contradiction_by_products := let E := fresh in intro E; exfalso; split_facts; subst; zero_quotients E; put_quotients;
  field_simplify_eq in E; lazymatch goal with |- False => closed_by_signs | _ => solve [ nonzero ] end.
(* roots of what is positive, as names for numbers with these squares *)
Ltac name_roots E := repeat match type of E with context [sqrt ?u] =>
  let r := fresh "r" in let P := fresh "P" in let S := fresh "S" in
  assert (P : 0 < sqrt u) by (apply sqrt_lt_R0; nra); pose proof (sqrt_sqrt u ltac:(nra)) as S;
  set (r := sqrt u) in *; clearbody r end.
Ltac contradiction_by_roots := let E := fresh in intro E; match type of E with context [sqrt _] => idtac end;
  exfalso; split_facts; name_roots E; field_simplify_eq in E;
  lazymatch goal with |- False => timeout 30 nra | _ => repeat split; apply Rgt_not_eq; assumption end.
Ltac contradict_cases := repeat floor_step; first
  [ solve [ cases; contradiction_at ] | solve [ cases; contradiction_by_products ] | solve [ cases; contradiction_by_roots ]
  | solve [ decided_facts; match goal with E : _ = _ |- _ => revert E end; first [ contradiction_at | contradiction_by_products ] ] ].

(* ---- laws with a factor, entry by entry ---- *)
Lemma scaled_entries l m k : all_eq l (map (fun v => k * v) m) -> forall i, vector l i = k * vector m i.
Proof.
  unfold vector. revert m. induction l as [|a l IH]; intros [|b m] H i; try contradiction; cbn [entry]; [ ring | ].
  destruct H as [H0 H]. destruct i; [ exact H0 | now apply IH ].
Qed.
Lemma odd_entries l m : all_eq l (map Ropp m) -> forall i, vector l i = - vector m i.
Proof.
  unfold vector. revert m. induction l as [|a l IH]; intros [|b m] H i; try contradiction; cbn [entry]; [ ring | ].
  destruct H as [H0 H]. destruct i; [ exact H0 | now apply IH ].
Qed.
