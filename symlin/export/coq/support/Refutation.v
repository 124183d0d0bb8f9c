(* symlin: a rational point that breaks a law is found to do so by computation. *)
From Coq Require Import Reals List NArith ZArith QArith Qreals Bool Lra.
From Symlin Require Import Definitions Laws Terms.
Import ListNotations.
Open Scope R_scope.

Fixpoint entryQ (l : list Q) (i : N) : Q :=
  match l with [] => 0%Q | a :: l => match i with N0 => a | _ => entryQ l (N.pred i) end end.
(* Weights and points. *)
Definition points := list (Q * list Q).
Definition inside (d : cond) (x : N -> Q) : bool := match evalC x d with Some b => b | None => false end.
Fixpoint value (e : expr) (l : points) : option Q :=
  match l with
  | [] => Some 0%Q
  | (w, x) :: l => lift Qplus (lift Qmult (Some w) (evalQ (entryQ x) e)) (value e l)
  end.
(* The points lie in the domain, and the weighted sum of the values is not 0. *)
Definition breaks (d : cond) (e : expr) (l : points) : bool :=
  forallb (fun p => inside d (entryQ (snd p))) l &&
  match value e l with Some v => negb (Qeq_bool v 0) | None => false end.
Definition weights (l : points) : Q := fold_right (fun p s => Qred (fst p + s)) 0%Q l.
Fixpoint sums (l : points) : list Q :=
  match l with
  | [] => []
  | (w, x) :: l => (fix add (x y : list Q) : list Q :=
      match x, y with
      | [], y => y | a :: x, [] => Qred (w * a) :: add x [] | a :: x, b :: y => Qred (w * a + b) :: add x y
      end) x (sums l)
  end.
Definition is_zero (q : Q) : bool := Qeq_bool q 0.
Definition balanced (l : points) : bool := forallb is_zero (sums l).

Definition real (x : list Q) : vec := fun i => Q2R (entryQ x i).
Definition reals (l : points) : list (R * vec) := map (fun p => (Q2R (fst p), real (snd p))) l.

Section Soundness.
Variables (F : N -> R -> R) (p : vec) (D : vec -> Prop) (f : vec -> vec) (i : N) (d : cond) (e : expr).
Hypothesis HD : forall x, evalP F p x d -> D x.
Hypothesis Hf : forall x, f x i = evalR F p x e.

Lemma inside_sound x : inside d (entryQ x) = true -> D (real x).
Proof.
  unfold inside. destruct (evalC (entryQ x) d) as [b|] eqn:E; [ intros -> | discriminate ].
  apply HD, evalB_P. apply (proj2 (evalQ_sound F p (entryQ x))), E.
Qed.
Lemma value_sound : forall l v, value e l = Some v -> total (image f (reals l)) i = Q2R v.
Proof.
  induction l as [|[w x] l IH]; intros v H; cbn [value lift] in H.
  - injection H as <-. symmetry. apply Q2R_0.
  - destruct (evalQ (entryQ x) e) as [u|] eqn:E; [ | discriminate ]. cbn [lift] in H.
    destruct (value e l) as [s|]; [ | discriminate ]. injection H as <-.
    change (Q2R w * f (real x) i + total (image f (reals l)) i = Q2R (Qred (Qred (w * u) + s))).
    rewrite Hf, (IH s) by reflexivity. unfold real. rewrite (proj1 (evalQ_sound F p _) _ _ E).
    now rewrite Q2R_red, Q2R_plus, Q2R_red, Q2R_mult.
Qed.
Lemma breaks_sound l : breaks d e l = true -> all_in D (reals l) /\ total (image f (reals l)) i <> 0.
Proof.
  unfold breaks. rewrite andb_true_iff. intros [B V]. split.
  - clear V. induction l as [|[w x] l IH]; [ exact I | ]. cbn in B. apply andb_prop in B as [B0 B].
    split; [ now apply inside_sound | now apply IH ].
  - destruct (value e l) as [v|] eqn:E; [ | discriminate ]. rewrite (value_sound _ _ E), <- Q2R_0.
    intro K. apply eqR_Qeq, Qeq_bool_iff in K. rewrite K in V. discriminate.
Qed.
Lemma sums_sound : forall l j, total (reals l) j = Q2R (entryQ (sums l) j).
Proof.
  induction l as [|[w x] l IH]; intro j; [ symmetry; apply Q2R_0 | ].
  change (total (reals ((w, x) :: l)) j) with (Q2R w * Q2R (entryQ x j) + total (reals l) j).
  rewrite IH. clear IH. cbn [sums]. generalize (sums l) as y. revert j.
  induction x as [|a x IH]; intros j y.
  - cbn [entryQ]. rewrite Q2R_0. ring.
  - destruct y as [|b y]; destruct j; cbn [entryQ]; rewrite ?Q2R_red, ?Q2R_plus, ?Q2R_mult, ?Q2R_0; try ring.
    + rewrite <- IH. cbn [entryQ]. rewrite Q2R_0. reflexivity.
    + apply IH.
Qed.
Lemma balanced_sound l : balanced l = true -> forall j, total (reals l) j = 0.
Proof.
  intros B j. rewrite sums_sound. unfold balanced in B. revert j B. induction (sums l) as [|a s IH]; intros j B; cbn [entryQ].
  - apply Q2R_0.
  - cbn in B. apply andb_prop in B as [B0 B]. destruct j; [ | now apply IH ].
    apply Qeq_bool_iff in B0. rewrite (Qeq_eqR _ _ B0). apply Q2R_0.
Qed.
Lemma weights_sound l : Q2R (weights l) = mass (reals l).
Proof. 
  induction l as [|[w x] l IH]; [ apply Q2R_0 | ].
  change (Q2R (Qred (w + weights l)) = Q2R w + mass (reals l)). now rewrite Q2R_red, Q2R_plus, IH.
Qed.

Theorem refute_linear l : breaks d e l && balanced l = true -> ~ is_linear_on D f.
Proof.
  rewrite andb_true_iff. intros [B Z] L. apply breaks_sound in B as [I N]. apply N.
  eapply linear_combination; eauto using balanced_sound.
Qed.
Theorem refute_affine l : breaks d e l && balanced l && is_zero (weights l) = true -> ~ is_affine_on D f.
Proof.
  rewrite !andb_true_iff. intros [[B Z] M] L. apply breaks_sound in B as [I N]. apply N.
  eapply affine_combination; eauto using balanced_sound.
  rewrite <- weights_sound. apply Qeq_bool_iff in M. rewrite (Qeq_eqR _ _ M). apply Q2R_0.
Qed.
End Soundness.

(* The other laws name their points up to equality of vectors: domain and operator must respect it. *)
Section Laws.
Variables (F : N -> R -> R) (p : vec) (f : vec -> vec) (i : N) (d : cond) (e : expr).
Hypothesis Hf : forall x, f x i = evalR F p x e.
Let D (x : vec) := evalP F p x d.

Lemma domain_ext x y : (forall j, x j = y j) -> D x -> D y.
Proof. intros E. unfold D. rewrite <- !evalB_P. now rewrite (proj2 (eval_ext F p x y E)). Qed.
Lemma image_ext x y : (forall j, x j = y j) -> f x i = f y i.
Proof. intros E. rewrite !Hf. apply (proj1 (eval_ext F p x y E)). Qed.

Lemma breaks_at l : breaks d e l = true -> all_in D (reals l) /\ total (image f (reals l)) i <> 0.
Proof. apply (breaks_sound F p D f i d e); auto. Qed.

Theorem refute_additive x y z :
  (let l := [(1, x); (-(1), y); (-(1), z)]%Q in breaks d e l && balanced l) = true -> ~ is_additive_on D f.
Proof.
  cbv zeta. rewrite andb_true_iff. intros [B Z] H. apply breaks_at in B as [(Dx & Dy & Dz & _) N]. apply N.
  pose proof (balanced_sound _ Z) as S.
  assert (E : forall j, real x j = vadd (real y) (real z) j).
  { intro j. specialize (S j). cbn in S. rewrite ?Q2R_opp, Q2R_1 in S. unfold vadd. lra. }
  cbn [fst snd] in *. pose proof (H (real y) (real z) Dy Dz (domain_ext _ _ E Dx) i) as K.
  rewrite <- (image_ext _ _ E) in K. cbn. rewrite ?Q2R_opp, Q2R_1. lra.
Qed.

Lemma scaled a x y : balanced [(1, x); (- a, y)]%Q = true -> forall j, real x j = vscale (Q2R a) (real y) j.
Proof. intros Z j. pose proof (balanced_sound _ Z j) as S. cbn in S. rewrite Q2R_opp, Q2R_1 in S. unfold vscale. lra. Qed.

Theorem refute_homogeneous a x y :
  (let l := [(1, x); (- a, y)]%Q in breaks d e l && balanced l) = true -> ~ is_homogeneous_on D f.
Proof.
  cbv zeta. rewrite andb_true_iff. intros [B Z] H. apply breaks_at in B as [(Dx & Dy & _) N]. apply N.
  pose proof (scaled _ _ _ Z) as E. cbn [fst snd] in *.
  pose proof (H (Q2R a) (real y) Dy (domain_ext _ _ E Dx) i) as K.
  rewrite <- (image_ext _ _ E) in K. cbn. rewrite Q2R_opp, Q2R_1. lra.
Qed.
Theorem refute_positively_homogeneous a x y :
  (let l := [(1, x); (- a, y)]%Q in breaks d e l && balanced l && Qle_bool 0 a) = true -> ~ is_positively_homogeneous_on D f.
Proof.
  cbv zeta. rewrite !andb_true_iff. intros [[B Z] A] H. apply breaks_at in B as [(Dx & Dy & _) N]. apply N.
  pose proof (scaled _ _ _ Z) as E. cbn [fst snd] in *.
  apply Qle_bool_iff, Qle_Rle in A. rewrite Q2R_0 in A.
  pose proof (H (Q2R a) (real y) A Dy (domain_ext _ _ E Dx) i) as K.
  rewrite <- (image_ext _ _ E) in K. cbn. rewrite Q2R_opp, Q2R_1. lra.
Qed.
Theorem refute_odd x y :
  (let l := [(1, x); (1, y)]%Q in breaks d e l && balanced l) = true -> ~ is_odd_on D f.
Proof.
  cbv zeta. rewrite andb_true_iff. intros [B Z] H. apply breaks_at in B as [(Dx & Dy & _) N]. apply N.
  assert (E : forall j, real x j = vscale (-1) (real y) j).
  { intro j. pose proof (balanced_sound _ Z j) as S. cbn in S. rewrite Q2R_1 in S. unfold vscale. lra. }
  cbn [fst snd] in *. pose proof (H (real y) Dy (domain_ext _ _ E Dx) i) as K.
  rewrite <- (image_ext _ _ E) in K. cbn. rewrite Q2R_1. lra.
Qed.
End Laws.
