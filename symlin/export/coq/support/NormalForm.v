(* symlin: the hinge normal form.  [norm] writes a term as a polynomial with rational coefficients
   in inputs, parameters and atoms; an atom is a hinge max(u, 0), an indicator, an inverse or
   another function of a normal form.  Terms with one normal form are equal: [equal_sound]. *)
From Coq Require Import Reals List NArith ZArith QArith Qreals Bool Lra Lia Ring RealField EnvRing Env Qround.
From Symlin Require Import Definitions Laws Terms.
Import ListNotations.
Open Scope R_scope.

(* ---- polynomials over Q ---- *)
Definition qadd (a b : Q) := Qred (a + b).
Definition qsub (a b : Q) := Qred (a - b).
Definition qmul (a b : Q) := Qred (a * b).
Definition poly := EnvRing.Pol Q.
Definition constant (q : Q) : poly := EnvRing.Pc q.
Definition variable (s : positive) : poly := EnvRing.mk_X 0%Q 1%Q s.
Arguments variable : simpl never.
Arguments constant : simpl never.
Definition padd : poly -> poly -> poly := EnvRing.Padd 0%Q qadd Qeq_bool.
Definition psub : poly -> poly -> poly := EnvRing.Psub 0%Q qadd qsub Qopp Qeq_bool.
Definition pmul : poly -> poly -> poly := EnvRing.Pmul 0%Q 1%Q qadd qmul Qeq_bool.
Definition popp : poly -> poly := EnvRing.Popp Qopp.
Definition pscale (q : Q) (p : poly) : poly := EnvRing.PmulC 0%Q 1%Q qmul Qeq_bool p q.
Definition peq : poly -> poly -> bool := EnvRing.Peq Qeq_bool.
Definition peval (l : positive -> R) (p : poly) : R := EnvRing.Pphi Rplus Rmult Q2R l p.
Fixpoint ppow (p : poly) (n : nat) : poly := match n with O => constant 1 | S n => pmul p (ppow p n) end.

Lemma morph : ring_morph 0 1 Rplus Rmult Rminus Ropp eq 0%Q 1%Q qadd qmul qsub Qopp Qeq_bool Q2R.
Proof.
  apply mkmorph; intros; unfold qadd, qsub, qmul; rewrite ?Q2R_red;
  auto using Q2R_0, Q2R_1, Q2R_plus, Q2R_minus, Q2R_mult, Q2R_opp. now apply Qeq_eqR, Qeq_bool_iff.
Qed.
Definition th := Eqsth R.
Definition ext := Eq_ext Rplus Rmult Ropp.
Definition art := Rth_ARth th ext RTheory.
Lemma peval_constant l q : peval l (constant q) = Q2R q. Proof. reflexivity. Qed.
Lemma peval_variable l s : peval l (variable s) = l s.
Proof. symmetry. exact (EnvRing.mkX_ok th ext art morph s l). Qed.
Lemma peval_add l p q : peval l (padd p q) = peval l p + peval l q.
Proof. exact (EnvRing.Padd_ok th ext art morph q p l). Qed.
Lemma peval_sub l p q : peval l (psub p q) = peval l p - peval l q.
Proof. exact (EnvRing.Psub_ok th ext art morph q p l). Qed.
Lemma peval_mul l p q : peval l (pmul p q) = peval l p * peval l q.
Proof. exact (EnvRing.Pmul_ok th ext art morph p q l). Qed.
Lemma peval_opp l p : peval l (popp p) = - peval l p.
Proof. exact (EnvRing.Popp_ok th ext art morph p l). Qed.
Lemma peval_scale l q p : peval l (pscale q p) = Q2R q * peval l p.
Proof. unfold peval, pscale. rewrite (EnvRing.PmulC_ok th ext art morph q p l). apply Rmult_comm. Qed.
Lemma peval_eq l p q : peq p q = true -> peval l p = peval l q.
Proof. intro H. exact (EnvRing.Peq_ok th ext morph p q H l). Qed.
Lemma peval_pow l p n : peval l (ppow p n) = peval l p ^ n.
Proof. induction n; cbn [ppow pow]; [ apply Q2R_1 | now rewrite peval_mul, IHn ]. Qed.
#[export] Hint Rewrite peval_constant peval_variable peval_add peval_sub peval_mul peval_opp peval_scale peval_pow Q2R_0 Q2R_1 : peval.

(* The coefficient that is scaled to 1. *)
Fixpoint lead (p : poly) : Q :=
  match p with EnvRing.Pc c => c | EnvRing.Pinj _ p => lead p | EnvRing.PX p _ _ => lead p end.
Definition value_of (p : poly) : option Q := match p with EnvRing.Pc c => Some c | _ => None end.
Lemma value_of_sound l p c : value_of p = Some c -> peval l p = Q2R c.
Proof. destruct p; cbn; congruence. Qed.

(* ---- atoms ---- *)
Inductive kind := Hinge | Positive | Zero | Inverse | Floored | Rooted | Applied (k : N).
Definition kind_eqb (a b : kind) : bool :=
  match a, b with
  | Hinge, Hinge | Positive, Positive | Zero, Zero | Inverse, Inverse | Floored, Floored | Rooted, Rooted => true
  | Applied j, Applied k => N.eqb j k | _, _ => false
  end.
Lemma kind_eqb_eq a b : kind_eqb a b = true -> a = b.
Proof. destruct a, b; cbn; try discriminate; auto. now intros ->%N.eqb_eq. Qed.
Definition truth (b : bool) : R := if b then 1 else 0.
Definition apply (F : N -> R -> R) (k : kind) (u : R) : R :=
  match k with
  | Hinge => Rmax u 0 | Positive => truth (0 <? u) | Zero => truth (u =? 0) | Inverse => / u
  | Floored => floor u | Rooted => sqrt u | Applied k => F k u
  end.
Definition cache := list (kind * poly * positive).
Fixpoint find (c : cache) (k : kind) (p : poly) : option poly :=
  match c with
  | [] => None
  | (k', p', s) :: c => if kind_eqb k k' && peq p p' then Some (variable s) else find c k p
  end.

Definition bind {A B} (o : option A) (f : A -> option B) : option B := match o with Some a => f a | None => None end.
Notation "'let*' a ':=' o 'in' b" := (bind o (fun a => b)) (at level 200, a name, right associativity).
Definition inverse (q : Q) : Q := Qred (/ q).

Definition hinge (c : cache) (p : poly) : option poly :=
  match value_of p with
  | Some q => Some (constant (if qle q 0 then 0 else q)%Q)
  | None =>
    let a := lead p in
    if Qeq_bool a 0 then None else
    let q := pscale (inverse a) p in
    let* h := find c Hinge q in
    Some (if qle a 0 then pscale (- a) (psub h q) else pscale a h)
  end.
Definition positive_part (c : cache) (p : poly) : option poly :=
  match value_of p with
  | Some q => Some (constant (if qle q 0 then 0 else 1)%Q)
  | None =>
    let a := lead p in
    if Qeq_bool a 0 then None else
    let q := pscale (inverse a) p in
    let* h := find c Positive q in
    if qle a 0 then let* z := find c Zero q in Some (psub (constant 1) (padd h z)) else Some h
  end.
Definition zero_part (c : cache) (p : poly) : option poly :=
  match value_of p with
  | Some q => Some (constant (if Qeq_bool q 0 then 1 else 0)%Q)
  | None =>
    let a := lead p in
    if Qeq_bool a 0 then None else find c Zero (pscale (inverse a) p)
  end.
Definition inverted (c : cache) (p : poly) : option poly :=
  match value_of p with
  | Some q => Some (constant (if Qeq_bool q 0 then 0 else inverse q)%Q)
  | None =>
    let a := lead p in
    if Qeq_bool a 0 then None else
    let* h := find c Inverse (pscale (inverse a) p) in Some (pscale (inverse a) h)
  end.
Definition ratio (p d : poly) : option Q :=
  if Qeq_bool (lead d) 0 then None else
  let k := Qred (lead p / lead d) in if peq p (pscale k d) then Some k else None.

Definition rooted (c : cache) (p : poly) : option poly :=
  match value_of p with
  | Some q => if Qeq_bool q 0 then Some (constant 0) else find c Rooted p
  | None => find c Rooted p
  end.

(* What is known of a condition: its indicator, and d where it reads d > 0, d >= 0 or d = 0. *)
Inductive shape := Above (d : poly) | Level (d : poly) | Other.
Definition reading := (option poly * shape)%type.
(* a where the condition holds, else b.  If a - b = k d, that is b + k max(d, 0), or b for d = 0. *)
Definition by_indicator (r : reading) (a b : poly) : option poly :=
  let* s := fst r in Some (padd b (pmul s (psub a b))).
Definition piece (c : cache) (r : reading) (a b : poly) : option poly :=
  match snd r with
  | Above d => match ratio (psub a b) d with
               | Some k => let* h := hinge c d in Some (padd b (pscale k h)) | None => by_indicator r a b end
  | Level d => match ratio (psub a b) d with Some _ => Some b | None => by_indicator r a b end
  | Other => by_indicator r a b
  end.
Definition difference (a b : option poly) : option poly := let* a := a in let* b := b in Some (psub a b).
Definition combine (f : poly -> poly -> poly) (a b : option poly) : option poly := let* a := a in let* b := b in Some (f a b).
Definition complement (a : option poly) : option poly := let* a := a in Some (psub (constant 1) a).
Definition shaped (f : poly -> shape) (d : option poly) : shape := match d with Some d => f d | None => Other end.

Fixpoint norm (c : cache) (e : expr) : option poly :=
  match e with
  | Var i => Some (variable (N.succ_pos i)~1~1)
  | Par i => Some (variable (N.succ_pos i)~0~1)
  | Cst q => Some (constant q)
  | Add a b => combine padd (norm c a) (norm c b)
  | Sub a b => combine psub (norm c a) (norm c b)
  | Opp a => let* a := norm c a in Some (popp a)
  | Mul a b =>
      match a with
      | Ite g a1 a2 =>
          let* a1 := norm c a1 in let* a2 := norm c a2 in let* b := norm c b in
          piece c (norm_cond c g) (pmul a1 b) (pmul a2 b)
      | _ => combine pmul (norm c a) (norm c b)
      end
  | Div a b => let* b := norm c b in combine pmul (norm c a) (inverted c b)
  | Pow a n => let* a := norm c a in Some (ppow a n)
  | Max a b => let* a := norm c a in let* b := norm c b in let* h := hinge c (psub a b) in Some (padd b h)
  | Min a b => let* a := norm c a in let* b := norm c b in let* h := hinge c (psub a b) in Some (psub a h)
  | Abs a => let* a := norm c a in let* h := hinge c a in Some (psub (pscale 2 h) a)
  | Floor a => let* a := norm c a in find c Floored a
  | Sqrt a => let* a := norm c a in rooted c a
  | Fun k a => let* a := norm c a in find c (Applied k) a
  | Ite g a b => let* a := norm c a in let* b := norm c b in piece c (norm_cond c g) a b
  end
with norm_cond (c : cache) (g : cond) : reading :=
  match g with
  | Lt a b => let d := difference (norm c b) (norm c a) in (bind d (positive_part c), shaped Above d)
  | Le a b => let d := difference (norm c b) (norm c a) in
              (complement (let* d := d in positive_part c (popp d)), shaped Above d)
  | Eq a b => let d := difference (norm c b) (norm c a) in (bind d (zero_part c), shaped Level d)
  | Tt b => (Some (constant (if b then 1 else 0)%Q), Other)
  | And g h => (combine pmul (fst (norm_cond c g)) (fst (norm_cond c h)), Other)
  | Or g h => (combine (fun u v => psub (padd u v) (pmul u v)) (fst (norm_cond c g)) (fst (norm_cond c h)), Other)
  | Not g => (complement (fst (norm_cond c g)), Other)
  end.

(* ---- soundness: [norm] preserves values wherever the cache tells the truth ---- *)
Section Soundness.
Variables (F : N -> R -> R) (p x : vec) (l : positive -> R) (c : cache).
Hypothesis inputs : forall i, l (N.succ_pos i)~1~1%positive = x i.
Hypothesis parameters : forall i, l (N.succ_pos i)~0~1%positive = p i.
Hypothesis atoms : forall k q s, In (k, q, s) c -> l s = apply F k (peval l q).

Ltac step := match goal with
  | H : bind ?o _ = Some _ |- _ => let E := fresh "E" in destruct o eqn:E; cbn [bind] in H; [ | discriminate ]
  | H : combine _ ?a ?b = Some _ |- _ => unfold combine in H
  | H : complement ?a = Some _ |- _ => unfold complement in H
  | H : difference ?a ?b = Some _ |- _ => unfold difference in H
  | H : Some _ = Some _ |- _ => injection H as <-
  end.
Ltac steps := repeat step; autorewrite with peval.

Lemma find_sound k q r : find c k q = Some r -> peval l r = apply F k (peval l q).
Proof.
  revert atoms. generalize c as c'. induction c' as [|[[k' q'] s] c' IH]; intros A H; cbn in H; [ discriminate | ].
  destruct (kind_eqb k k' && peq q q') eqn:E.
  - apply andb_prop in E as [->%kind_eqb_eq E]. injection H as <-. rewrite peval_variable, (peval_eq l _ _ E).
    apply A. now left.
  - apply IH; auto. intros; apply A; now right.
Qed.
Lemma inverse_R a : Qeq_bool a 0 = false -> Q2R (inverse a) = / Q2R a /\ Q2R a <> 0.
Proof.
  intro H. assert (N : ~ (a == 0)%Q) by (intro K; apply Qeq_bool_iff in K; congruence).
  unfold inverse. rewrite Q2R_red, Q2R_inv by assumption. split; [ reflexivity | ].
  rewrite <- Q2R_0. intro K. now apply N, eqR_Qeq.
Qed.
Lemma Rmax_scale a u : 0 < a -> a * Rmax (/ a * u) 0 = Rmax u 0.
Proof.
  intro A. assert (u = a * (/ a * u)) by (field; lra).
  unfold Rmax. destruct (Rle_dec (/ a * u) 0), (Rle_dec u 0); try nra; lra.
Qed.

Ltac scaled a u q := (* q = / a * u, as u = a * q *)
  assert (u = a * q) by (unfold q; field; assumption); clearbody q.
Ltac decide_truths := unfold truth, Rmax in *;
  repeat match goal with
  | |- context [Rltb ?a ?b] => destruct (Rltb_cases a b)
  | |- context [Reqb ?a ?b] => destruct (Reqb_cases a b)
  | |- context [Rle_dec ?a ?b] => destruct (Rle_dec a b)
  end.

Lemma hinge_sound q r : hinge c q = Some r -> peval l r = Rmax (peval l q) 0.
Proof.
  unfold hinge. destruct (value_of q) as [v|] eqn:V.
  - intro H; steps. rewrite (value_of_sound _ _ _ V). destruct (qle_R v 0); autorewrite with peval; rewrite ?Q2R_0 in *;
    symmetry; [ apply Rmax_right | apply Rmax_left ]; lra.
  - destruct (Qeq_bool (lead q) 0) eqn:Z; [ discriminate | ]. intro H; steps.
    apply find_sound in E. cbn in E. rewrite peval_scale in E.
    apply inverse_R in Z as [I Z]. rewrite I in E. set (u := peval l q) in *. set (a := Q2R (lead q)) in *.
    destruct (qle_R (lead q) 0) as [S|S]; rewrite Q2R_0 in S; fold a in S; autorewrite with peval; rewrite E, ?I, ?Q2R_opp; fold a u.
    + set (v := / a * u). scaled a u v. rewrite H. clear E. decide_truths; nra.
    + set (v := / a * u). scaled a u v. rewrite H. clear E. decide_truths; nra.
Qed.
Lemma positive_sound q r : positive_part c q = Some r -> peval l r = truth (0 <? peval l q).
Proof.
  unfold positive_part. destruct (value_of q) as [v|] eqn:V.
  - intro H; steps. rewrite (value_of_sound _ _ _ V). destruct (qle_R v 0); rewrite ?Q2R_0, ?Q2R_1 in *; decide_truths; lra.
  - destruct (Qeq_bool (lead q) 0) eqn:Z; [ discriminate | ]. intro H; steps.
    apply find_sound in E. cbn in E. rewrite peval_scale in E.
    apply inverse_R in Z as [I Z]. rewrite I in E. set (u := peval l q) in *. set (a := Q2R (lead q)) in *.
    destruct (qle_R (lead q) 0) as [S|S]; rewrite Q2R_0 in S; fold a in S; steps.
    + apply find_sound in E0. cbn in E0. rewrite peval_scale, I in E0. fold a u in E0. rewrite E, E0.
      set (v := / a * u). scaled a u v. rewrite H. clear E E0. decide_truths; nra.
    + rewrite E. set (v := / a * u). scaled a u v. rewrite H. clear E. decide_truths; nra.
Qed.
Lemma zero_sound q r : zero_part c q = Some r -> peval l r = truth (peval l q =? 0).
Proof.
  unfold zero_part. destruct (value_of q) as [v|] eqn:V.
  - intro H; steps. rewrite (value_of_sound _ _ _ V).
    destruct (Qeq_bool v 0) eqn:Z; [ apply Qeq_bool_iff, Qeq_eqR in Z | apply inverse_R in Z as [_ Z] ];
    rewrite ?Q2R_0, ?Q2R_1 in *; decide_truths; lra.
  - destruct (Qeq_bool (lead q) 0) eqn:Z; [ discriminate | ]. intro H.
    apply find_sound in H. cbn in H. rewrite peval_scale in H. rewrite H.
    apply inverse_R in Z as [I Z]. rewrite I. set (u := peval l q) in *. set (a := Q2R (lead q)) in *.
    set (v := / a * u). scaled a u v. rewrite H0. clear H H0. decide_truths; auto; nra.
Qed.
Lemma inverted_sound q r : inverted c q = Some r -> peval l r = / peval l q.
Proof.
  unfold inverted. destruct (value_of q) as [v|] eqn:V.
  - intro H; steps. rewrite (value_of_sound _ _ _ V). destruct (Qeq_bool v 0) eqn:Z; [ | now apply inverse_R ].
    apply Qeq_bool_iff, Qeq_eqR in Z. rewrite Z, Q2R_0. symmetry; apply Rinv_0.
  - destruct (Qeq_bool (lead q) 0) eqn:Z; [ discriminate | ]. intro H; steps.
    apply find_sound in E. cbn in E. rewrite peval_scale in E. rewrite E.
    apply inverse_R in Z as [I Z]. rewrite I. rewrite Rinv_mult, Rinv_inv, <- Rmult_assoc, Rinv_l by exact Z. ring.
Qed.
Lemma rooted_sound q r : rooted c q = Some r -> peval l r = sqrt (peval l q).
Proof.
  unfold rooted. destruct (value_of q) as [v|] eqn:V; [ | apply find_sound ].
  destruct (Qeq_bool v 0) eqn:Z; [ | apply find_sound ]. intro H; steps.
  apply Qeq_bool_iff, Qeq_eqR in Z. now rewrite (value_of_sound _ _ _ V), Z, Q2R_0, sqrt_0.
Qed.
Lemma ratio_sound q d k : ratio q d = Some k -> peval l q = Q2R k * peval l d.
Proof.
  unfold ratio. destruct (Qeq_bool (lead d) 0); [ discriminate | ].
  destruct (peq q _) eqn:E; [ | discriminate ]. intro H; injection H as <-.
  rewrite (peval_eq l _ _ E). now autorewrite with peval.
Qed.

Definition reads (r : reading) (b : bool) : Prop :=
  (forall s, fst r = Some s -> peval l s = truth b) /\
  match snd r with
  | Above d => b = (0 <? peval l d) \/ b = (0 <=? peval l d)
  | Level d => b = (0 =? peval l d)
  | Other => True
  end.
Lemma by_indicator_sound r b u v w : reads r b -> by_indicator r u v = Some w -> peval l w = if b then peval l u else peval l v.
Proof.
  intros [S _] H. unfold by_indicator in H. steps. rewrite (S _ eq_refl). destruct b; cbn; ring.
Qed.
Lemma piece_sound r b u v w : reads r b -> piece c r u v = Some w -> peval l w = if b then peval l u else peval l v.
Proof.
  intros R H. unfold piece in H. destruct (snd r) as [d|d|] eqn:S; [ | | now apply (by_indicator_sound r) ].
  - destruct (ratio (psub u v) d) as [k|] eqn:K; [ | now apply (by_indicator_sound r) ].
    steps. apply hinge_sound in E. apply ratio_sound in K. rewrite peval_sub in K. rewrite E.
    destruct R as [_ R]. rewrite S in R.
    assert (T : (b = true -> 0 <= peval l d) /\ (b = false -> peval l d <= 0)).
    { destruct R as [-> | ->]; [ destruct (Rltb_cases 0 (peval l d)) | destruct (Rleb_cases 0 (peval l d)) ]; split; intros; (discriminate || lra). }
    destruct T as [T1 T2]. destruct b; [ specialize (T1 eq_refl); rewrite Rmax_left | specialize (T2 eq_refl); rewrite Rmax_right ]; lra.
  - destruct (ratio (psub u v) d) as [k|] eqn:K; [ | now apply (by_indicator_sound r) ].
    steps. apply ratio_sound in K. rewrite peval_sub in K. destruct R as [_ R]. rewrite S in R.
    subst b. destruct (Reqb_cases 0 (peval l d)) as [E|E]; [ rewrite <- E in K; lra | reflexivity ].
Qed.

Lemma Rmax_hinge u v : Rmax u v = v + Rmax (u - v) 0.
Proof. decide_truths; lra. Qed.
Lemma Rmin_hinge u v : Rmin u v = u - Rmax (u - v) 0.
Proof. unfold Rmin, Rmax. destruct (Rle_dec u v), (Rle_dec (u - v) 0); lra. Qed.
Lemma Rabs_hinge u : Rabs u = 2 * Rmax u 0 - u.
Proof. unfold Rabs, Rmax. destruct (Rcase_abs u), (Rle_dec u 0); lra. Qed.

Definition correct e := forall r, norm c e = Some r -> peval l r = evalR F p x e.
Definition faithful g := reads (norm_cond c g) (evalB F p x g).
(* A product looks below the piecewise term on its left. *)
Definition parts e := match e with Ite g a b => faithful g /\ correct a /\ correct b | _ => True end.

Lemma product_sound a b : correct a -> parts a -> correct b -> correct (Mul a b).
Proof.
  intros A P B r H.
  assert (K : combine pmul (norm c a) (norm c b) = Some r -> peval l r = evalR F p x (Mul a b))
    by (intro K; steps; cbn [evalR]; now rewrite (A _ E), (B _ E0)).
  destruct a; try exact (K H). clear K. cbn [norm] in H.
  destruct P as (G & A1 & A2). unfold faithful in G. steps. apply (piece_sound _ _ _ _ _ G) in H. rewrite H. cbn [evalR]. autorewrite with peval.
  rewrite (A1 _ E), (A2 _ E0), (B _ E1). now destruct (evalB F p x _).
Qed.
Ltac values := repeat match goal with
  | H : correct ?e, E : norm c ?e = Some _ |- _ => apply H in E; rewrite ?E end.
Lemma difference_sound a b d : correct a -> correct b -> difference (norm c b) (norm c a) = Some d ->
  peval l d = evalR F p x b - evalR F p x a.
Proof. intros A B H. steps. values. reflexivity. Qed.

Lemma lt_sound a b : correct a -> correct b -> faithful (Lt a b).
Proof.
  intros A B. unfold faithful, reads. cbn [norm_cond evalB fst snd].
  destruct (difference (norm c b) (norm c a)) as [d|] eqn:E; cbn [bind shaped]; [ | split; [ discriminate | exact I ] ].
  apply difference_sound in E; auto. split; [ intros s H; rewrite (positive_sound _ _ H) | left ]; rewrite E; decide_truths; auto; lra.
Qed.
Lemma le_sound a b : correct a -> correct b -> faithful (Le a b).
Proof.
  intros A B. unfold faithful, reads. cbn [norm_cond evalB fst snd].
  destruct (difference (norm c b) (norm c a)) as [d|] eqn:E; cbn [bind complement shaped]; [ | split; [ discriminate | exact I ] ].
  apply difference_sound in E; auto. split; [ intros s H; unfold complement in H; steps; rewrite (positive_sound _ _ E0), peval_opp | right ];
  rewrite E; destruct (Rleb_cases (evalR F p x a) (evalR F p x b)), (Rleb_cases 0 (evalR F p x b - evalR F p x a)); decide_truths; auto; lra.
Qed.
Lemma eq_sound a b : correct a -> correct b -> faithful (Eq a b).
Proof.
  intros A B. unfold faithful, reads. cbn [norm_cond evalB fst snd].
  destruct (difference (norm c b) (norm c a)) as [d|] eqn:E; cbn [bind shaped]; [ | split; [ discriminate | exact I ] ].
  apply difference_sound in E; auto. split; [ intros s H; rewrite (zero_sound _ _ H) | ]; rewrite E; decide_truths; auto; lra.
Qed.

Theorem norm_sound : (forall e, correct e /\ parts e) /\ (forall g, faithful g).
Proof.
  apply expr_cond_ind; intros; repeat match goal with H : correct _ /\ parts _ |- _ => destruct H end;
  try match goal with |- correct _ /\ _ => split; [ try (intros r K; cbn [norm evalR] in *; steps) | cbn [parts]; auto ] end.
  - apply inputs.
  - apply parameters.
  - symmetry; apply q2r_Q2R.
  - values. reflexivity.
  - values. reflexivity.
  - now apply product_sound.
  - apply inverted_sound in E1. rewrite E1. values. reflexivity.
  - values. reflexivity.
  - values. reflexivity.
  - apply hinge_sound in E1. rewrite E1, peval_sub. values. symmetry; apply Rmax_hinge.
  - apply hinge_sound in E1. rewrite E1, peval_sub. values. symmetry; apply Rmin_hinge.
  - apply hinge_sound in E0. rewrite E0. values. rewrite Rabs_hinge. change (Q2R 2) with (IZR 2 * / 1). rewrite Rinv_1. ring.
  - apply find_sound in K. rewrite K. cbn. values. reflexivity.
  - apply rooted_sound in K. rewrite K. values. reflexivity.
  - apply (piece_sound _ _ _ _ _ H) in K. rewrite K. values. reflexivity.
  - apply find_sound in K. rewrite K. cbn. values. reflexivity.
  - now apply lt_sound.
  - now apply le_sound.
  - now apply eq_sound.
  - split; [ intros s K; cbn in K; injection K as <- | exact I ]. cbn. destruct b; autorewrite with peval; reflexivity.
  - split; [ intros s K; cbn in K; steps | exact I ]. rewrite (proj1 H _ E), (proj1 H0 _ E0). cbn.
    destruct (evalB F p x c0), (evalB F p x d); cbn; ring.
  - split; [ intros s K; cbn in K; steps | exact I ]. rewrite (proj1 H _ E), (proj1 H0 _ E0). cbn.
    destruct (evalB F p x c0), (evalB F p x d); cbn; ring.
  - split; [ intros s K; cbn in K; steps | exact I ]. rewrite (proj1 H _ E). cbn. destruct (evalB F p x c0); cbn; ring.
Qed.
End Soundness.

(* ---- the atoms of a term, and equality of terms ---- *)
Definition table := list (kind * expr).
Definition at_index (T : table) (n : N) : option (kind * expr) := nth_error T (N.to_nat n).
Definition slots (F : N -> R -> R) (p x : vec) (T : table) (s : positive) : R :=
  match s with
  | xO n => match at_index T (Pos.pred_N n) with Some (k, e) => apply F k (evalR F p x e) | None => 0 end
  | xI (xI n) => x (Pos.pred_N n)
  | xI (xO n) => p (Pos.pred_N n)
  | xI xH => 0
  | xH => 0
  end.
Fixpoint build (c : cache) (n : N) (T : table) : option cache :=
  match T with
  | [] => Some c
  | (k, e) :: T => let* q := norm c e in build ((k, q, (N.succ_pos n)~0%positive) :: c) (N.succ n) T
  end.

Section Build.
Variables (F : N -> R -> R) (p x : vec) (all : table).
Let l := slots F p x all.
Definition truthful (c : cache) := forall k q s, In (k, q, s) c -> l s = apply F k (peval l q).
Lemma slot_input i : l (N.succ_pos i)~1~1%positive = x i.
Proof. unfold l, slots. now rewrite N.pos_pred_succ. Qed.
Lemma slot_parameter i : l (N.succ_pos i)~0~1%positive = p i.
Proof. unfold l, slots. now rewrite N.pos_pred_succ. Qed.
Lemma norm_value c e r : truthful c -> norm c e = Some r -> peval l r = evalR F p x e.
Proof. intro T. apply (proj1 (norm_sound F p x l c slot_input slot_parameter T)). Qed.
Lemma build_sound : forall T c n c', (forall j, nth_error T j = nth_error all (N.to_nat n + j)) ->
  truthful c -> build c n T = Some c' -> truthful c'.
Proof.
  induction T as [|[k e] T IH]; intros c n c' S C H; cbn [build] in H; [ now injection H as <- | ].
  destruct (norm c e) as [q|] eqn:E; [ | discriminate ]. cbn [bind] in H.
  apply (IH _ _ _) in H; auto.
  - intro j. specialize (S (Datatypes.S j)). cbn in S. rewrite S, N2Nat.inj_succ. f_equal. lia.
  - intros k' q' s [K|K]; [ | now apply C ]. injection K as <- <- <-.
    unfold l at 1, slots, at_index. rewrite N.pos_pred_succ. specialize (S 0%nat). rewrite Nat.add_0_r in S. rewrite <- S. cbn.
    now rewrite (norm_value c e q).
Qed.
End Build.

(* Any table would do; this one has what [norm] asks for. *)
Definition state := (table * cache)%type.
Definition want (k : kind) (e : expr) (s : state) : state :=
  let (T, c) := s in
  match norm c e with
  | None => s
  | Some q =>
    let a := match k with Floored | Rooted | Applied _ => 1%Q | _ => lead q end in
    match k, value_of q with
    | (Hinge | Positive | Zero | Inverse), Some _ => s
    | _, _ =>
      if Qeq_bool a 0 then s else
      let q := pscale (inverse a) q in
      match find c k q with
      | Some _ => s
      | None => (T ++ [(k, Mul (Cst (inverse a)) e)], (k, q, (N.succ_pos (N.of_nat (length T)))~0%positive) :: c)
      end
    end
  end.
Fixpoint collect (e : expr) (s : state) : state :=
  match e with
  | Var _ | Par _ | Cst _ => s
  | Add a b | Sub a b | Mul a b => collect b (collect a s)
  | Opp a | Pow a _ => collect a s
  | Div a b => want Inverse b (collect b (collect a s))
  | Max a b | Min a b => want Hinge (Sub a b) (collect b (collect a s))
  | Abs a => want Hinge a (collect a s)
  | Floor a => want Floored a (collect a s)
  | Sqrt a => want Rooted a (collect a s)
  | Fun k a => want (Applied k) a (collect a s)
  | Ite g a b => collect b (collect a (collect_cond g s))
  end
with collect_cond (g : cond) (s : state) : state :=
  match g with
  | Lt a b | Le a b | Eq a b =>
      let d := Sub b a in want Zero d (want Positive d (want Hinge d (collect b (collect a s))))
  | Tt _ => s
  | And g h | Or g h => collect_cond h (collect_cond g s)
  | Not g => collect_cond g s
  end.

Definition equal (a b : expr) : bool :=
  let T := fst (collect b (collect a ([], []))) in
  match build [] 0 T with
  | Some c => match norm c a, norm c b with Some u, Some v => peq u v | _, _ => false end
  | None => false
  end.
Theorem equal_sound a b : equal a b = true -> forall F p x, evalR F p x a = evalR F p x b.
Proof.
  unfold equal. set (T := fst _). destruct (build [] 0 T) as [c|] eqn:B; [ | discriminate ].
  destruct (norm c a) as [u|] eqn:U; [ | discriminate ]. destruct (norm c b) as [v|] eqn:V; [ | discriminate ].
  intros E F p x. assert (C : truthful F p x T c).
  { apply (build_sound F p x T T [] 0%N); auto. intros k q s []. }
  rewrite <- (norm_value F p x T c a u C U), <- (norm_value F p x T c b v C V). now apply peval_eq.
Qed.
