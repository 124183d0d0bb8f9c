(* symlin: what follows from the laws, and how points refute them.  Nothing here needs trust. *)
From Coq Require Import Reals List NArith ZArith Lra FunctionalExtensionality.
From Symlin Require Import Definitions.
Import ListNotations.
Open Scope R_scope.

Lemma dot_add n a x y : dot n a (vadd x y) = dot n a x + dot n a y.
Proof. induction n as [|n IH]; cbn [dot]; [ ring | rewrite IH; unfold vadd; ring ]. Qed.
Lemma dot_scale n a k x : dot n a (vscale k x) = k * dot n a x.
Proof. induction n as [|n IH]; cbn [dot]; [ ring | rewrite IH; unfold vscale; ring ]. Qed.

Section Consequences.
Variables (D : vec -> Prop) (f : vec -> vec).
Hypothesis L : is_linear_on D f.
Lemma linear_additive : is_additive_on D f.
Proof. destruct L as (n & A & E). intros x y Dx Dy Dxy i. rewrite !E, dot_add by assumption. ring. Qed.
Lemma linear_homogeneous : is_homogeneous_on D f.
Proof. destruct L as (n & A & E). intros a x Dx Dax i. rewrite !E, dot_scale by assumption. ring. Qed.
Lemma linear_positively_homogeneous : is_positively_homogeneous_on D f.
Proof. intros a x _ Dx Dax i. now apply linear_homogeneous. Qed.
Lemma linear_odd : is_odd_on D f.
Proof. intros x Dx Dmx i. rewrite linear_homogeneous by assumption. ring. Qed.
Lemma linear_affine : is_affine_on D f.
Proof. destruct L as (n & A & E). exists n, A, (fun _ => 0). intros x Dx i. rewrite E by assumption. ring. Qed.
End Consequences.

Lemma homogeneous_positively D f : is_homogeneous_on D f -> is_positively_homogeneous_on D f.
Proof. intros H a x _. apply H. Qed.
Lemma homogeneous_odd D f : is_homogeneous_on D f -> is_odd_on D f.
Proof. intros H x Dx Dmx i. rewrite H by assumption. ring. Qed.

(* ---- weighted points ---- *)
Definition total (l : list (R * vec)) (j : N) : R := fold_right (fun p s => fst p * snd p j + s) 0 l.
Definition image (f : vec -> vec) (l : list (R * vec)) : list (R * vec) := map (fun p => (fst p, f (snd p))) l.
Definition mass (l : list (R * vec)) : R := fold_right (fun p s => fst p + s) 0 l.
Definition all_in (D : vec -> Prop) (l : list (R * vec)) : Prop := fold_right (fun p s => D (snd p) /\ s) True l.

Lemma total_dot n a l : (forall j, total l j = 0) ->
  fold_right (fun p s => fst p * dot n a (snd p) + s) 0 l = 0.
Proof.
  intro Z. transitivity (dot n a (total l)).
  - clear Z. induction l as [|[w p] l IH]; cbn [fold_right fst snd].
    + symmetry. induction n as [|n IH]; cbn [dot]; [ reflexivity | rewrite IH; cbn; ring ].
    + rewrite IH. clear IH. induction n as [|n IH]; cbn [dot]; [ ring | ].
      change (total ((w, p) :: l) (N.of_nat n)) with (w * p (N.of_nat n) + total l (N.of_nat n)).
      rewrite <- IH. ring.
  - induction n as [|n IH]; cbn [dot]; [ reflexivity | rewrite IH, Z; ring ].
Qed.

Theorem linear_combination D f l i :
  is_linear_on D f -> all_in D l -> (forall j, total l j = 0) -> total (image f l) i = 0.
Proof.
  intros (n & A & E) Dl Z. rewrite <- (total_dot n (A i) l Z). clear Z.
  induction l as [|[w p] l IH]; [ reflexivity | ]. destruct Dl as [Dp Dl].
  change (total (image f ((w, p) :: l)) i) with (w * f p i + total (image f l) i).
  rewrite E, IH by assumption. reflexivity.
Qed.

Theorem affine_combination D f l i :
  is_affine_on D f -> all_in D l -> (forall j, total l j = 0) -> mass l = 0 -> total (image f l) i = 0.
Proof.
  intros (n & A & c & E) Dl Z M.
  transitivity (fold_right (fun p s => fst p * dot n (A i) (snd p) + s) 0 l + mass l * c i).
  - clear Z M. induction l as [|[w p] l IH]; [ cbn; ring | ]. destruct Dl as [Dp Dl].
    change (total (image f ((w, p) :: l)) i) with (w * f p i + total (image f l) i).
    change (mass ((w, p) :: l)) with (w + mass l).
    cbn [fold_right fst snd]. rewrite E, IH by assumption. ring.
  - rewrite total_dot, M by assumption. ring.
Qed.

(* ---- laws without a domain, at points of another shape ---- *)
Section Everywhere.
Variable f : vec -> vec.
Ltac same_vector := let j := fresh "j" in apply functional_extensionality; intro j; unfold vadd, vscale.

Section Additive.
Hypothesis H : is_additive f.
Lemma additive_zero i : f (fun _ => 0) i = 0.
Proof.
  pose proof (H (fun _ => 0) (fun _ => 0) I I I i) as E.
  replace (vadd (fun _ => 0) (fun _ => 0)) with (fun _ : N => 0) in E by (same_vector; ring). lra.
Qed.
Lemma additive_multiple z x i : f (vscale (IZR z) x) i = IZR z * f x i.
Proof.
  revert z. apply Z.peano_ind.
  - replace (vscale 0 x) with (fun _ : N => 0) by (same_vector; ring). rewrite additive_zero. ring.
  - intros z E. rewrite succ_IZR. replace (vscale (IZR z + 1) x) with (vadd (vscale (IZR z) x) x) by (same_vector; ring).
    rewrite (H _ _ I I I), E. ring.
  - intros z E. pose proof (H (vscale (IZR (Z.pred z)) x) x I I I i) as K.
    replace (vadd (vscale (IZR (Z.pred z)) x) x) with (vscale (IZR z) x) in K
      by (same_vector; unfold Z.pred; rewrite plus_IZR; ring).
    rewrite E in K. unfold Z.pred in *. rewrite plus_IZR in *. lra.
Qed.
Definition whole (l : list (R * vec)) : Prop := fold_right (fun p s => (exists z, fst p = IZR z) /\ s) True l.
Theorem additive_combination l i : whole l -> (forall j, total l j = 0) -> total (image f l) i = 0.
Proof.
  intros W Z. transitivity (f (total l) i).
  - clear Z. induction l as [|[w x] l IH]; [ symmetry; apply additive_zero | ]. destruct W as [(z & Ez) W].
    cbn [fst] in Ez. subst w.
    replace (total ((IZR z, x) :: l)) with (vadd (vscale (IZR z) x) (total l)) by (same_vector; reflexivity).
    rewrite (H _ _ I I I), additive_multiple, <- (IH W). reflexivity.
  - replace (total l) with (fun _ : N => 0) by (same_vector; symmetry; apply Z). apply additive_zero.
Qed.
End Additive.

(* one input *)
Definition on_line (l : list (R * R)) : list (R * vec) := map (fun p => (fst p, vector [snd p])) l.
Theorem homogeneous_combination l i : is_homogeneous f ->
  fold_right (fun p s => fst p * snd p + s) 0 l = 0 -> total (image f (on_line l)) i = 0.
Proof.
  intros H Z. transitivity (fold_right (fun p s => fst p * snd p + s) 0 l * f (vector [1]) i); [ | rewrite Z; ring ].
  clear Z. induction l as [|[w p] l IH]; [ cbn; ring | ].
  change (total (image f (on_line ((w, p) :: l))) i) with (w * f (vector [p]) i + total (image f (on_line l)) i).
  replace (vector [p]) with (vscale p (vector [1]))
    by (same_vector; unfold vector; destruct j; cbn [entry]; ring).
  rewrite (H _ _ I I), IH. cbn [fold_right fst snd]. ring.
Qed.
End Everywhere.

(* ---- equality of vectors, entry by entry ---- *)
Fixpoint all_eq (l m : list R) : Prop :=
  match l, m with [], [] => True | a :: l, b :: m => a = b /\ all_eq l m | _, _ => False end.
Lemma vector_eq : forall l m, all_eq l m -> forall i, vector l i = vector m i.
Proof.
  unfold vector. induction l as [|a l IH]; intros [|b m] H; try contradiction; intro i; [ reflexivity | ].
  destruct H as [H0 H]. destruct i; cbn [entry]; [ exact H0 | apply IH, H ].
Qed.
Lemma vector_zero {A} (l : list A) i : vector (map (fun _ => 0) l) i = 0.
Proof. unfold vector. revert i. induction l as [|a l IH]; intro i; cbn [map entry]; [ | destruct i ]; auto. Qed.

(* A matrix as a list of rows. *)
Definition matrix (rows : list (list R)) : N -> vec := fun i => nth (N.to_nat i) (map vector rows) (fun _ => 0).
Fixpoint row_dot (k : N) (row : list R) (x : vec) : R :=
  match row with [] => 0 | a :: row => a * x k + row_dot (N.succ k) row x end.
Lemma row_dot_shift row x : forall k, row_dot (N.succ k) row x = row_dot k row (fun i => x (N.succ i)).
Proof. induction row as [|a row IH]; intro k; cbn [row_dot]; [ reflexivity | now rewrite IH ]. Qed.
Lemma dot_shift n a x : dot (S n) a x = a 0%N * x 0%N + dot n (fun i => a (N.succ i)) (fun i => x (N.succ i)).
Proof.
  induction n as [|n IH]; [ cbn; ring | ].
  change (dot (S (S n)) a x) with (dot (S n) a x + a (N.of_nat (S n)) * x (N.of_nat (S n))).
  rewrite IH. cbn [dot]. rewrite Nat2N.inj_succ. ring.
Qed.
Lemma dot_ext n a b x : (forall i, a i = b i) -> dot n a x = dot n b x.
Proof. intro E. induction n as [|n IH]; cbn [dot]; [ reflexivity | now rewrite IH, E ]. Qed.
Lemma dot_zero n x : dot n (fun _ => 0) x = 0.
Proof. induction n as [|n IH]; cbn [dot]; [ reflexivity | rewrite IH; ring ]. Qed.
Lemma row_dot_dot : forall row n x, (length row <= n)%nat -> row_dot 0 row x = dot n (vector row) x.
Proof.
  induction row as [|a row IH]; intros n x Hn; cbn [row_dot].
  - symmetry. rewrite (dot_ext _ _ (fun _ => 0)) by reflexivity. apply dot_zero.
  - destruct n as [|n]; [ inversion Hn | ].
    rewrite dot_shift, row_dot_shift, (IH n) by (cbn in Hn; auto with arith).
    f_equal. apply dot_ext. intro i. unfold vector.
    replace (entry (a :: row) (N.succ i)) with (entry row (N.pred (N.succ i))) by now destruct i.
    now rewrite N.pred_succ.
Qed.

(* What a proof of linearity has to show, row by row. *)
Fixpoint all_rows (l : list R) (rows : list (list R)) (x : vec) : Prop :=
  match l, rows with
  | [], [] => True
  | a :: l, row :: rows => a = row_dot 0 row x /\ all_rows l rows x
  | _, _ => False
  end.
Fixpoint all_affine (l : list R) (rows : list (list R)) (c : list R) (x : vec) : Prop :=
  match l, rows, c with
  | [], [], [] => True
  | a :: l, row :: rows, b :: c => a = row_dot 0 row x + b /\ all_affine l rows c x
  | _, _, _ => False
  end.
Definition width (rows : list (list R)) : nat := fold_right (fun r n => Nat.max (length r) n) 0%nat rows.

Lemma affine_rows : forall l rows c x n, (width rows <= n)%nat -> all_affine l rows c x ->
  forall i, vector l i = dot n (matrix rows i) x + vector c i.
Proof.
  induction l as [|a l IH]; intros [|row rows] [|b c] x n W H; try contradiction; intro i.
  - unfold matrix; cbn [map]. replace (nth _ _ _) with (fun _ : N => 0) by (now destruct (N.to_nat i)).
    rewrite dot_zero. unfold vector; cbn. ring.
  - destruct H as [H0 H]. cbn [width fold_right] in W. apply Nat.max_lub_iff in W as [W0 W].
    destruct i as [|p].
    + change (vector (a :: l) 0%N) with a. rewrite H0. unfold matrix; cbn. f_equal. now apply row_dot_dot.
    + change (vector (a :: l) (N.pos p)) with (vector l (N.pred (N.pos p))).
      change (vector (b :: c) (N.pos p)) with (vector c (N.pred (N.pos p))).
      rewrite (IH rows c x n) by assumption. do 2 f_equal.
      unfold matrix. rewrite N2Nat.inj_pred. change (N.to_nat (N.pos p)) with (Pos.to_nat p).
      destruct (Pos2Nat.is_succ p) as [k ->]. reflexivity.
Qed.

Lemma linear_rows : forall l rows x n, (width rows <= n)%nat -> all_rows l rows x ->
  forall i, vector l i = dot n (matrix rows i) x.
Proof.
  intros l rows x n W H i. rewrite (affine_rows l rows (map (fun _ => 0) rows) x n W).
  - rewrite vector_zero. ring.
  - clear W. revert rows H. induction l as [|a l IH]; intros [|row rows] H; try contradiction; cbn in *; [ exact I | ].
    destruct H as [H0 H]. split; [ rewrite H0; ring | now apply IH ].
Qed.

Theorem linear_by_rows (D : vec -> Prop) f rows l :
  (forall x, f x = vector (l x)) -> (forall x, D x -> all_rows (l x) rows x) -> is_linear_on D f.
Proof.
  intros E H. exists (width rows), (matrix rows). intros x Dx i. rewrite E. now apply linear_rows; auto.
Qed.
Theorem affine_by_rows (D : vec -> Prop) f rows c l :
  (forall x, f x = vector (l x)) -> (forall x, D x -> all_affine (l x) rows c x) -> is_affine_on D f.
Proof.
  intros E H. exists (width rows), (matrix rows), (vector c). intros x Dx i. rewrite E. now apply affine_rows; auto.
Qed.

Lemma affine_midpoint D f : is_affine_on D f -> forall x y, D x -> D y -> D (vscale (1 / 2) (vadd x y)) ->
  forall i, f (vscale (1 / 2) (vadd x y)) i = 1 / 2 * f x i + 1 / 2 * f y i.
Proof.
  intros (n & A & c & E) x y Dx Dy Dm i. rewrite !E, dot_scale, dot_add by assumption. field.
Qed.
