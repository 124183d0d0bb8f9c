(* symlin: the laws, decided by computation on terms.  Each [check_...] is a boolean function, and
   each theorem turns  check_... = true  into the law, for operators of any size. *)
From Coq Require Import Reals List NArith ZArith QArith Qreals Bool Lra Lia.
From Symlin Require Import Definitions Laws Terms NormalForm.
Import ListNotations.
Open Scope R_scope.

(* ---- linear and affine: against a given matrix, whose entries do not mention the inputs ---- *)
Fixpoint free (e : expr) : bool :=
  match e with
  | Var _ => false | Par _ | Cst _ => true
  | Add a b | Sub a b | Mul a b | Div a b | Max a b | Min a b => free a && free b
  | Opp a | Pow a _ | Abs a | Floor a | Sqrt a | Fun _ a => free a
  | Ite _ _ _ => false
  end.
Lemma free_sound F p x y e : free e = true -> evalR F p x e = evalR F p y e.
Proof.
  induction e; cbn [free evalR]; intro H; try discriminate; try reflexivity;
  try (apply andb_prop in H as [H1 H2]; now rewrite IHe1, IHe2); now rewrite IHe.
Qed.
Fixpoint row_expr (k : N) (row : list expr) : expr :=
  match row with
  | [] => Cst 0
  | Cst (0 # 1) :: row => row_expr (N.succ k) row
  | a :: row => Add (Mul a (Var k)) (row_expr (N.succ k) row)
  end.
Definition zeros : vec := fun _ => 0.
Definition row_real F p (row : list expr) : list R := map (evalR F p zeros) row.
Lemma row_sound F p x row : forall k, forallb free row = true ->
  evalR F p x (row_expr k row) = row_dot k (row_real F p row) x.
Proof.
  induction row as [|a row IH]; intros k H; [ reflexivity | ].
  cbn in H. apply andb_prop in H as [Ha H].
  assert (G : evalR F p x (Add (Mul a (Var k)) (row_expr (N.succ k) row)) = row_dot k (row_real F p (a :: row)) x)
    by (cbn [evalR row_real map row_dot]; now rewrite (free_sound F p x zeros a Ha), IH).
  assert (Z : evalR F p x (Mul (Cst (0 # 1)) (Var k)) + evalR F p x (row_expr (N.succ k) row) = evalR F p x (row_expr (N.succ k) row))
    by (cbn; unfold q2r; cbn; ring).
  destruct a as [| |[[| |] [| |]]| | | | | | | | | | | | |]; try exact G.
  rewrite <- G. exact (eq_sym Z).
Qed.
Fixpoint check_affine (es : list expr) (rows : list (list expr)) (c : list expr) : bool :=
  match es, rows, c with
  | [], [], [] => true
  | e :: es, row :: rows, b :: c =>
      forallb free row && free b && equal e (Add (row_expr 0 row) b) && check_affine es rows c
  | _, _, _ => false
  end.
Definition check_linear (es : list expr) (rows : list (list expr)) : bool :=
  check_affine es rows (map (fun _ => Cst 0) rows).

Section Laws.
Variables (F : N -> R -> R) (p : vec) (D : vec -> Prop) (f : vec -> vec) (es : list expr).
Hypothesis Hf : forall x, f x = vector (map (evalR F p x) es).

Theorem affine_by_computation rows c : check_affine es rows c = true -> is_affine_on D f.
Proof.
  intro H. apply (affine_by_rows D f (map (row_real F p) rows) (row_real F p c) _ Hf). intros x _.
  clear Hf. revert rows c H. induction es as [|e es' IH]; intros [|row rows] [|b c] H; try discriminate; [ exact I | ].
  cbn [check_affine] in H. rewrite !andb_true_iff in H. destruct H as [[[H1 H2] H3] H4].
  split; [ | now apply IH ]. rewrite (equal_sound _ _ H3). cbn [evalR].
  now rewrite row_sound, (free_sound F p x zeros b).
Qed.
Theorem linear_by_computation rows : check_linear es rows = true -> is_linear_on D f.
Proof.
  intro H. apply affine_by_computation in H as A. apply (linear_by_rows D f (map (row_real F p) rows) _ Hf). intros x _.
  clear Hf A. unfold check_linear in H. revert rows H.
  induction es as [|e es' IH]; intros [|row rows] H; try discriminate; [ exact I | ].
  cbn [check_affine map] in H. rewrite !andb_true_iff in H. destruct H as [[[H1 H2] H3] H4].
  split; [ | now apply IH ]. rewrite (equal_sound _ _ H3). cbn [evalR].
  rewrite row_sound by assumption. change (q2r 0) with 0. ring.
Qed.
End Laws.

(* ---- substitution of the inputs ---- *)
Fixpoint subst (s : N -> expr) (e : expr) : expr :=
  match e with
  | Var i => s i | Par _ | Cst _ => e
  | Add a b => Add (subst s a) (subst s b) | Sub a b => Sub (subst s a) (subst s b)
  | Mul a b => Mul (subst s a) (subst s b) | Div a b => Div (subst s a) (subst s b)
  | Max a b => Max (subst s a) (subst s b) | Min a b => Min (subst s a) (subst s b)
  | Opp a => Opp (subst s a) | Pow a n => Pow (subst s a) n | Abs a => Abs (subst s a)
  | Floor a => Floor (subst s a) | Sqrt a => Sqrt (subst s a) | Fun k a => Fun k (subst s a)
  | Ite g a b => Ite (subst_cond s g) (subst s a) (subst s b)
  end
with subst_cond (s : N -> expr) (g : cond) : cond :=
  match g with
  | Lt a b => Lt (subst s a) (subst s b) | Le a b => Le (subst s a) (subst s b) | Eq a b => Eq (subst s a) (subst s b)
  | Tt b => Tt b | And g h => And (subst_cond s g) (subst_cond s h) | Or g h => Or (subst_cond s g) (subst_cond s h)
  | Not g => Not (subst_cond s g)
  end.
Lemma subst_sound F p x y s : (forall i, evalR F p x (s i) = y i) ->
  (forall e, evalR F p x (subst s e) = evalR F p y e) /\ (forall g, evalB F p x (subst_cond s g) = evalB F p y g).
Proof.
  intro E. apply expr_cond_ind; cbn [subst subst_cond evalR evalB]; intros; try apply E; try reflexivity;
  repeat match goal with H : _ = _ |- _ => rewrite H; clear H end; reflexivity.
Qed.
Lemma vector_law (F : N -> R -> R) p (k : R) x y es :
  (forall e, In e es -> evalR F p x e = k * evalR F p y e) ->
  forall i, vector (map (evalR F p x) es) i = k * vector (map (evalR F p y) es) i.
Proof.
  unfold vector. induction es as [|e es IH]; intros H i; cbn [map entry]; [ ring | ].
  destruct i; [ apply H; now left | apply IH; intros; apply H; now right ].
Qed.

Lemma opp_entry (x : vec) i : - x i = vscale (-1) x i.
Proof. unfold vscale. ring. Qed.
Lemma zero_entry (x : vec) (i : N) : q2r 0 = vscale 0 x i.
Proof. unfold vscale, q2r; cbn. ring. Qed.
Definition check_odd (es : list expr) : bool := forallb (fun e => equal (subst (fun i => Opp (Var i)) e) (Opp e)) es.

(* ---- homogeneity: degrees ---- *)
(* Nought: the zero of every degree;  Degree d:  e(a x) = a^d e(x) for a > 0. *)
Inductive degree := Nought | Degree (d : Z) | Mixed.
Definition both (a b : degree) : degree :=
  match a, b with
  | Nought, d | d, Nought => d
  | Degree d, Degree e => if Z.eqb d e then a else Mixed
  | _, _ => Mixed
  end.
Definition times (f : Z -> Z -> Z) (a b : degree) : degree :=
  match a, b with Degree d, Degree e => Degree (f d e) | Mixed, _ | _, Mixed => Mixed | _, _ => Nought end.
Definition is_constant (d : degree) : degree := match d with Degree 0 => Degree 0 | _ => Mixed end.
Fixpoint deg (e : expr) : degree :=
  match e with
  | Var _ => Degree 1 | Par _ => Degree 0
  | Cst (0 # 1) => Nought | Cst _ => Degree 0
  | Add a b | Sub a b | Max a b | Min a b => both (deg a) (deg b)
  | Mul a b => times Z.add (deg a) (deg b) | Div a b => times Z.sub (deg a) (deg b)
  | Opp a | Abs a => deg a
  | Pow a n => match deg a with Degree d => Degree (d * Z.of_nat n) | _ => Mixed end
  | Sqrt a => match deg a with Degree d => if Z.even d then Degree (d / 2) else Mixed | _ => Mixed end
  | Floor a | Fun _ a => is_constant (deg a)
  | Ite g a b => if deg_cond g then both (deg a) (deg b) else Mixed
  end
with deg_cond (g : cond) : bool :=
  match g with
  | Lt a b | Le a b | Eq a b => match both (deg a) (deg b) with Mixed => false | _ => true end
  | Tt _ => true | And g h | Or g h => deg_cond g && deg_cond h | Not g => deg_cond g
  end.

Definition scales (a u v : R) (d : degree) : Prop :=
  match d with Nought => u = 0 /\ v = 0 | Degree d => u = powerRZ a d * v | Mixed => True end.
Section Degrees.
Variables (F : N -> R -> R) (p x : vec) (a : R).
Hypothesis A : 0 < a.
Notation "e @" := (evalR F p x e) (at level 8). 
Let y := vscale a x.
Lemma pos d : 0 < powerRZ a d.
Proof. now apply powerRZ_lt. Qed.
Lemma both_scales (f : R -> R -> R) u v u' v' d e :
  (forall k s t, 0 < k -> f (k * s) (k * t) = k * f s t) ->
  scales a u u' d -> scales a v v' e -> scales a (f u v) (f u' v') (both d e).
Proof.
  intros L. assert (Z : f 0 0 = 0) by (pose proof (L 2 0 0 ltac:(lra)) as K; rewrite Rmult_0_r in K; lra).
  destruct d as [|d|], e as [|e|]; cbn; intros; auto; try (now destruct (Z.eqb d e)).
  - destruct H as [-> ->], H0 as [-> ->]. auto.
  - destruct H as [-> ->]. rewrite H0, <- L, Rmult_0_r by apply pos. reflexivity.
  - destruct H0 as [-> ->]. rewrite H, <- L, Rmult_0_r by apply pos. reflexivity.
  - destruct (Z.eqb_spec d e) as [<-|]; [ | exact I ]. cbn. rewrite H, H0. apply L, pos.
Qed.
Lemma mult_le k s t : 0 < k -> (k * s <= k * t <-> s <= t).
Proof. intro K. split; intro H; nra. Qed.
Lemma max_scales k s t : 0 < k -> Rmax (k * s) (k * t) = k * Rmax s t.
Proof. intro K. apply RmaxRmult. lra. Qed.
Lemma min_scales k s t : 0 < k -> Rmin (k * s) (k * t) = k * Rmin s t.
Proof. intro K. unfold Rmin. destruct (Rle_dec (k * s) (k * t)), (Rle_dec s t); auto; nra. Qed.
Lemma degree_nonzero : a <> 0. Proof. lra. Qed.
Definition compared u v u' v' := (u < v <-> u' < v') /\ (u <= v <-> u' <= v') /\ (u = v <-> u' = v').
Lemma both_compared u v u' v' d e : scales a u u' d -> scales a v v' e -> both d e <> Mixed -> compared u v u' v'.
Proof.
  assert (G : forall d u' v', compared (powerRZ a d * u') (powerRZ a d * v') u' v').
  { intros d0 s t. pose proof (pos d0). repeat split; intro; nra. }
  intros H H0 M. destruct d as [|d|], e as [|e|]; cbn in *; try congruence.
  - destruct H as [-> ->], H0 as [-> ->]. repeat split; auto.
  - destruct H as [-> ->]. rewrite H0. pose proof (G e 0 v') as K. now rewrite Rmult_0_r in K.
  - destruct H0 as [-> ->]. rewrite H. pose proof (G d u' 0) as K. now rewrite Rmult_0_r in K.
  - destruct (Z.eqb_spec d e) as [<-|]; [ | congruence ]. rewrite H, H0. apply G.
Qed.
Lemma pow_scales d v n : (powerRZ a d * v) ^ n = powerRZ a (d * Z.of_nat n) * v ^ n.
Proof. rewrite Rpow_mult_distr. f_equal. induction n as [|n IH]; [ now rewrite Z.mul_0_r | ].
  cbn [pow]. rewrite IH, <- powerRZ_add by exact degree_nonzero. f_equal. lia. Qed.
Lemma times_scales u v u' v' d e : scales a u u' d -> scales a v v' e -> scales a (u * v) (u' * v') (times Z.add d e).
Proof.
  destruct d as [|d|], e as [|e|]; cbn; auto; intros;
  repeat match goal with H : _ /\ _ |- _ => destruct H as [-> ->] end; try (split; ring).
  rewrite H, H0, powerRZ_add by exact degree_nonzero. ring.
Qed.
Lemma quotient_scales u v u' v' d e : scales a u u' d -> scales a v v' e -> scales a (u / v) (u' / v') (times Z.sub d e).
Proof.
  destruct d as [|d|], e as [|e|]; cbn; auto; intros; unfold Rdiv;
  repeat match goal with H : _ /\ _ |- _ => destruct H as [-> ->] end; try (rewrite ?Rinv_0; split; ring).
  rewrite H, H0. unfold Z.sub. rewrite powerRZ_add, powerRZ_neg', Rinv_mult by exact degree_nonzero. ring.
Qed.
Lemma constant_scales (f : R -> R) u u' d : scales a u u' d -> scales a (f u) (f u') (is_constant d).
Proof. destruct d as [|[| |]|]; cbn; auto. intros ->. now rewrite !Rmult_1_l. Qed.
Lemma even_power d : Z.even d = true -> powerRZ a d = powerRZ a (d / 2) * powerRZ a (d / 2).
Proof.
  intro E. rewrite <- powerRZ_add by exact degree_nonzero. f_equal.
  apply Z.even_spec in E as [k ->]. rewrite Z.mul_comm, Z.div_mul by lia. lia.
Qed.

Theorem deg_sound :
  (forall e, scales a (evalR F p y e) (evalR F p x e) (deg e)) /\
  (forall g, deg_cond g = true -> evalB F p y g = evalB F p x g).
Proof.
  apply expr_cond_ind; intros; cbn [evalR evalB deg deg_cond] in *.
  - unfold scales. now rewrite powerRZ_1.
  - cbn. ring.
  - destruct q as [[| |] [| |]]; cbn; try ring. auto.
  - apply both_scales; auto. intros; ring.
  - apply both_scales; auto. intros; ring.
  - now apply times_scales.
  - now apply quotient_scales.
  - destruct (deg a0); cbn in *; auto; [ destruct H as [-> ->]; split; ring | rewrite H; ring ].
  - destruct (deg a0); cbn in *; auto. rewrite H. apply pow_scales.
  - apply both_scales; auto. intros. now apply max_scales.
  - apply both_scales; auto. intros. now apply min_scales.
  - destruct (deg a0) as [|d|]; cbn in *; auto; [ destruct H as [-> ->]; split; apply Rabs_R0 | ].
    rewrite H, Rabs_mult, (Rabs_pos_eq (powerRZ a d)); [ reflexivity | apply Rlt_le, pos ].
  - now apply constant_scales.
  - destruct (deg a0) as [|d|]; cbn in *; auto. destruct (Z.even d) eqn:E; cbn; auto.
    rewrite H, (even_power d E). assert (K := pos (d / 2)).
    rewrite sqrt_mult_alt, sqrt_square by nra. reflexivity.
  - destruct (deg_cond c); [ | exact I ]. rewrite H by reflexivity.
    apply (both_scales (fun u v => if evalB F p x c then u else v)); auto. intros. now destruct (evalB F p x c).
  - now apply constant_scales.
  - unfold Rltb. assert (C := both_compared _ _ _ _ _ _ H H0). destruct (both (deg a0) (deg b)); try discriminate;
    specialize (C ltac:(discriminate)) as (C & _ & _); destruct (Rlt_dec _ _), (Rlt_dec _ _); tauto.
  - unfold Rleb. assert (C := both_compared _ _ _ _ _ _ H H0). destruct (both (deg a0) (deg b)); try discriminate;
    specialize (C ltac:(discriminate)) as (_ & C & _); destruct (Rle_dec _ _), (Rle_dec _ _); tauto.
  - unfold Reqb. assert (C := both_compared _ _ _ _ _ _ H H0). destruct (both (deg a0) (deg b)); try discriminate;
    specialize (C ltac:(discriminate)) as (_ & _ & C); destruct (Req_EM_T _ _), (Req_EM_T _ _); tauto.
  - reflexivity.
  - apply andb_prop in H1 as [H1 H2]. now rewrite H, H0.
  - apply andb_prop in H1 as [H1 H2]. now rewrite H, H0.
  - now rewrite H.
Qed.
End Degrees.

Definition check_positively_homogeneous (es : list expr) : bool :=
  forallb (fun e =>
    (match deg e with Degree 1 | Nought => true | _ => false end) && equal (subst (fun _ => Cst 0) e) (Cst 0)) es.
Definition check_homogeneous (es : list expr) : bool := check_positively_homogeneous es && check_odd es.

Section Homogeneity.
Variables (F : N -> R -> R) (p : vec) (D : vec -> Prop) (f : vec -> vec) (es : list expr).
Hypothesis Hf : forall x, f x = vector (map (evalR F p x) es).

Theorem positively_homogeneous_by_computation :
  check_positively_homogeneous es = true -> is_positively_homogeneous_on D f.
Proof.
  intros H a x A _ _ i. rewrite !Hf. apply vector_law. intros e He.
  unfold check_positively_homogeneous in H. rewrite forallb_forall in H. specialize (H e He).
  apply andb_prop in H as [H Z]. destruct A as [A|<-].
  - pose proof (proj1 (deg_sound F p x a A) e) as K. destruct (deg e) as [|[|[]|]|]; try discriminate; unfold scales in K.
    + destruct K as [-> ->]. ring.
    + now rewrite K, powerRZ_1.
  - apply equal_sound with (F := F) (p := p) (x := x) in Z.
    rewrite (proj1 (subst_sound F p x (vscale 0 x) (fun _ => Cst 0) (zero_entry x))) in Z. rewrite Z. cbn. unfold q2r; cbn. ring.
Qed.
Theorem odd_by_computation : check_odd es = true -> is_odd_on D f.
Proof.
  intros H x _ _ i. rewrite !Hf. replace (- _) with (-1 * vector (map (evalR F p x) es) i) by ring.
  apply vector_law. intros e He. unfold check_odd in H. rewrite forallb_forall in H. specialize (H e He).
  apply equal_sound with (F := F) (p := p) (x := x) in H. cbn [evalR] in H.
  rewrite (proj1 (subst_sound F p x (vscale (-1) x) (fun i => Opp (Var i)) (opp_entry x))) in H.
  rewrite H. ring.
Qed.
End Homogeneity.

Theorem homogeneous_from_odd F p D f es : (forall x, f x = vector (map (evalR F p x) es)) ->
  check_positively_homogeneous es = true -> is_odd f -> is_homogeneous_on D f.
Proof.
  intros Hf P HO a x _ _ i.
  pose proof (positively_homogeneous_by_computation F p everywhere f es Hf P) as HP.
  destruct (Rle_dec 0 a) as [A|A]; [ now apply HP | ].
  assert (E : forall j, vscale a x j = vscale (- a) (vscale (-1) x) j) by (intro j; unfold vscale; ring).
  assert (K : f (vscale a x) i = f (vscale (- a) (vscale (-1) x)) i).
  { rewrite !Hf. unfold vector. f_equal. apply map_ext. intro e. apply (proj1 (eval_ext F p _ _ E)). }
  rewrite K, HP, HO; try exact I; lra.
Qed.
Theorem homogeneous_by_computation F p D f es : (forall x, f x = vector (map (evalR F p x) es)) ->
  check_homogeneous es = true -> is_homogeneous_on D f.
Proof.
  unfold check_homogeneous. rewrite andb_true_iff. intros Hf [P O].
  apply (homogeneous_from_odd F p D f es); auto. now apply (odd_by_computation F p everywhere f es).
Qed.
