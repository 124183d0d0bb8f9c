(* symlin: operators as data, with a real and an exact rational reading of them. *)
From Coq Require Import Reals List NArith ZArith QArith Qreals Qround Bool Lra Lia.
From Symlin Require Import Definitions Laws.
Import ListNotations.
Open Scope R_scope.

(* Rational numbers are printed as integers or quotients of integers. *)
Definition q2r (q : Q) : R :=
  match Qden q with xH => IZR (Qnum q) | d => IZR (Qnum q) / IZR (Zpos d) end.
Lemma q2r_Q2R q : q2r q = Q2R q.
Proof. destruct q as [n [d|d|]]; unfold q2r, Q2R; simpl; try reflexivity. rewrite Rinv_1. ring. Qed.

(* Var i is input i, Par i parameter i, Fun k a further function of one argument. *)
Inductive expr :=
| Var (i : N) | Par (i : N) | Cst (q : Q)
| Add (a b : expr) | Sub (a b : expr) | Mul (a b : expr) | Div (a b : expr) | Opp (a : expr) | Pow (a : expr) (n : nat)
| Max (a b : expr) | Min (a b : expr) | Abs (a : expr) | Floor (a : expr) | Sqrt (a : expr)
| Ite (c : cond) (a b : expr) | Fun (k : N) (a : expr)
with cond :=
| Lt (a b : expr) | Le (a b : expr) | Eq (a b : expr) | Tt (b : bool)
| And (c d : cond) | Or (c d : cond) | Not (c : cond).

Fixpoint evalR (F : N -> R -> R) (p x : vec) (e : expr) : R :=
  match e with
  | Var i => x i | Par i => p i | Cst q => q2r q
  | Add a b => evalR F p x a + evalR F p x b | Sub a b => evalR F p x a - evalR F p x b
  | Mul a b => evalR F p x a * evalR F p x b | Div a b => evalR F p x a / evalR F p x b
  | Opp a => - evalR F p x a | Pow a n => evalR F p x a ^ n
  | Max a b => Rmax (evalR F p x a) (evalR F p x b) | Min a b => Rmin (evalR F p x a) (evalR F p x b)
  | Abs a => Rabs (evalR F p x a) | Floor a => floor (evalR F p x a) | Sqrt a => sqrt (evalR F p x a)
  | Ite c a b => if evalB F p x c then evalR F p x a else evalR F p x b
  | Fun k a => F k (evalR F p x a)
  end
with evalB (F : N -> R -> R) (p x : vec) (c : cond) : bool :=
  match c with
  | Lt a b => evalR F p x a <? evalR F p x b | Le a b => evalR F p x a <=? evalR F p x b | Eq a b => evalR F p x a =? evalR F p x b
  | Tt b => b | And c d => evalB F p x c && evalB F p x d | Or c d => evalB F p x c || evalB F p x d | Not c => negb (evalB F p x c)
  end.
(* The same conditions as propositions: domains are printed so. *)
Fixpoint evalP (F : N -> R -> R) (p x : vec) (c : cond) : Prop :=
  match c with
  | Lt a b => evalR F p x a < evalR F p x b | Le a b => evalR F p x a <= evalR F p x b | Eq a b => evalR F p x a = evalR F p x b
  | Tt b => if b then True else False
  | And c d => evalP F p x c /\ evalP F p x d | Or c d => evalP F p x c \/ evalP F p x d | Not c => ~ evalP F p x c
  end.

Lemma Rltb_cases a b : BoolSpec (a < b) (b <= a) (a <? b).
Proof. unfold Rltb. destruct (Rlt_dec a b); constructor; lra. Qed.
Lemma Rleb_cases a b : BoolSpec (a <= b) (b < a) (a <=? b).
Proof. unfold Rleb. destruct (Rle_dec a b); constructor; lra. Qed.
Lemma Reqb_cases a b : BoolSpec (a = b) (a <> b) (a =? b).
Proof. unfold Reqb. destruct (Req_EM_T a b); constructor; auto. Qed.
Lemma evalB_P F p x c : evalB F p x c = true <-> evalP F p x c.
Proof.
  induction c as [a b|a b|a b|b|c IHc d IHd|c IHc d IHd|c IHc]; cbn [evalB evalP].
  - destruct (Rltb_cases (evalR F p x a) (evalR F p x b)); split; intro; auto; (discriminate || lra).
  - destruct (Rleb_cases (evalR F p x a) (evalR F p x b)); split; intro; auto; (discriminate || lra).
  - destruct (Reqb_cases (evalR F p x a) (evalR F p x b)); split; intro; auto; (discriminate || lra).
  - destruct b; split; auto; discriminate.
  - rewrite andb_true_iff. tauto.
  - rewrite orb_true_iff. tauto.
  - rewrite negb_true_iff, <- IHc. destruct (evalB F p x c); split; congruence.
Qed.

(* ---- exact rational values; None where there is none: a parameter, /0, another function ---- *)
Definition lift (f : Q -> Q -> Q) (a b : option Q) : option Q :=
  match a, b with Some a, Some b => Some (Qred (f a b)) | _, _ => None end.
Definition test (f : Q -> Q -> bool) (a b : option Q) : option bool :=
  match a, b with Some a, Some b => Some (f a b) | _, _ => None end.
Definition qle := Qle_bool.
Definition qlt (a b : Q) := negb (Qle_bool b a).
Fixpoint qpow (a : Q) (n : nat) : Q := match n with O => 1%Q | S n => Qred (a * qpow a n) end.
Definition quotient (a b : option Q) : option Q :=
  match a, b with Some u, Some v => if Qeq_bool v 0 then None else Some (Qred (u / v)) | _, _ => None end.

Fixpoint evalQ (x : N -> Q) (e : expr) : option Q :=
  match e with
  | Var i => Some (x i) | Par _ => None | Cst q => Some q
  | Add a b => lift Qplus (evalQ x a) (evalQ x b) | Sub a b => lift Qminus (evalQ x a) (evalQ x b)
  | Mul a b => lift Qmult (evalQ x a) (evalQ x b) | Div a b => quotient (evalQ x a) (evalQ x b)
  | Opp a => option_map Qopp (evalQ x a) | Pow a n => option_map (fun u => qpow u n) (evalQ x a)
  | Max a b => lift (fun u v => if qle u v then v else u) (evalQ x a) (evalQ x b)
  | Min a b => lift (fun u v => if qle u v then u else v) (evalQ x a) (evalQ x b)
  | Abs a => option_map (fun u => if qle 0 u then u else Qopp u) (evalQ x a)
  | Floor a => option_map (fun u => inject_Z (Qfloor u)) (evalQ x a)
  | Ite c a b => match evalC x c with Some true => evalQ x a | Some false => evalQ x b | None => None end
  | Sqrt _ | Fun _ _ => None
  end
with evalC (x : N -> Q) (c : cond) : option bool :=
  match c with
  | Lt a b => test qlt (evalQ x a) (evalQ x b) | Le a b => test qle (evalQ x a) (evalQ x b)
  | Eq a b => test Qeq_bool (evalQ x a) (evalQ x b) | Tt b => Some b
  | And c d => match evalC x c with Some false => Some false | Some true => evalC x d
               | None => match evalC x d with Some false => Some false | _ => None end end
  | Or c d => match evalC x c with Some true => Some true | Some false => evalC x d
              | None => match evalC x d with Some true => Some true | _ => None end end
  | Not c => option_map negb (evalC x c)
  end.

Lemma Q2R_red q : Q2R (Qred q) = Q2R q.
Proof. apply Qeq_eqR, Qred_correct. Qed.
Lemma Q2R_0 : Q2R 0 = 0. Proof. unfold Q2R; simpl; lra. Qed.
Lemma Q2R_1 : Q2R 1 = 1. Proof. unfold Q2R; simpl; lra. Qed.
Lemma qle_R a b : BoolSpec (Q2R a <= Q2R b) (Q2R b < Q2R a) (qle a b).
Proof.
  unfold qle. destruct (Qle_bool a b) eqn:E; constructor.
  - now apply Qle_Rle, Qle_bool_iff.
  - apply Qlt_Rlt, Qnot_le_lt. intro K. apply Qle_bool_iff in K. congruence.
Qed.
Lemma qpow_R u n : Q2R (qpow u n) = Q2R u ^ n.
Proof. induction n; cbn [qpow pow]; [ apply Q2R_1 | rewrite Q2R_red, Q2R_mult, IHn; reflexivity ]. Qed.
Lemma floor_R q : floor (Q2R q) = Q2R (inject_Z (Qfloor q)).
Proof.
  unfold floor. assert (U : up (Q2R q) = (Qfloor q + 1)%Z).
  { symmetry. apply tech_up; rewrite plus_IZR.
    - pose proof (Qlt_Rlt _ _ (Qlt_floor q)) as H. unfold Q2R in H at 2. cbn in H. rewrite plus_IZR in H. lra.
    - pose proof (Qle_Rle _ _ (Qfloor_le q)) as H. unfold Q2R in H at 1. cbn in H. lra. }
  rewrite U. unfold Q2R; cbn. replace (Qfloor q + 1 - 1)%Z with (Qfloor q) by lia. field.
Qed.

Scheme expr_mind := Induction for expr Sort Prop with cond_mind := Induction for cond Sort Prop.
Combined Scheme expr_cond_ind from expr_mind, cond_mind.

Ltac settle x := repeat match goal with
  | H : context [evalQ x ?a] |- _ =>
      let o := fresh "o" in set (o := evalQ x a) in *; clearbody o; destruct o; cbn [lift test quotient option_map] in *; try discriminate
  | H : context [evalC x ?a] |- _ =>
      let o := fresh "o" in set (o := evalC x a) in *; clearbody o; destruct o as [[|]|]; cbn [lift test quotient option_map] in *; try discriminate
  end.

Theorem evalQ_sound F p x : 
  (forall e v, evalQ x e = Some v -> evalR F p (fun i => Q2R (x i)) e = Q2R v) /\
  (forall c b, evalC x c = Some b -> evalB F p (fun i => Q2R (x i)) c = b).
Proof.
  apply expr_cond_ind; cbn [evalQ evalC evalR evalB]; intros; settle x;
  repeat match goal with H : forall v, Some _ = Some v -> _ |- _ => specialize (H _ eq_refl); rewrite ?H end;
  try (match goal with H : Some ?u = Some ?v |- _ => replace v with u by congruence; clear H end);
  rewrite ?Q2R_red; try reflexivity; try assumption; try discriminate.
  - apply q2r_Q2R.
  - symmetry; apply Q2R_plus.
  - symmetry; apply Q2R_minus.
  - symmetry; apply Q2R_mult.
  - match goal with H : (if Qeq_bool ?a 0 then _ else _) = _ |- _ => destruct (Qeq_bool a 0) eqn:Z; [ discriminate | ] end.
    match goal with H : Some ?u = Some ?v |- _ => replace v with u by congruence; clear H end.
    rewrite Q2R_red. symmetry; apply Q2R_div. intro K. apply Qeq_bool_iff in K. congruence.
  - symmetry; apply Q2R_opp.
  - symmetry; apply qpow_R.
  - match goal with |- context [qle ?u ?v] => destruct (qle_R u v) end; [ apply Rmax_right | apply Rmax_left ]; lra.
  - match goal with |- context [qle ?u ?v] => destruct (qle_R u v) end; [ apply Rmin_left | apply Rmin_right ]; lra.
  - match goal with |- context [qle ?u ?v] => destruct (qle_R u v) end; rewrite Q2R_0 in *;
      [ apply Rabs_pos_eq | rewrite Q2R_opp; apply Rabs_left ]; lra.
  - apply floor_R.
  - unfold qlt. fold qle. match goal with |- (?a <? ?b) = _ => destruct (Rltb_cases a b) end;
    match goal with |- context [qle ?u ?v] => destruct (qle_R u v) end; cbn; auto; lra.
  - match goal with |- (?a <=? ?b) = _ => destruct (Rleb_cases a b) end;
    match goal with |- context [qle ?u ?v] => destruct (qle_R u v) end; cbn; auto; lra.
  - match goal with |- (?a =? ?b) = Qeq_bool ?u ?v => destruct (Reqb_cases a b) as [K|K], (Qeq_bool u v) eqn:E; auto end.
    + apply eqR_Qeq, Qeq_bool_iff in K. congruence.
    + apply Qeq_bool_iff, Qeq_eqR in E. contradiction.
  - apply andb_false_r.
  - apply orb_true_r.
Qed.

Lemma eval_ext F p x y : (forall i, x i = y i) ->
  (forall e, evalR F p x e = evalR F p y e) /\ (forall c, evalB F p x c = evalB F p y c).
Proof.
  intro E. apply expr_cond_ind; cbn [evalR evalB]; intros; try apply E;
  repeat match goal with H : _ = _ |- _ => rewrite H; clear H end; reflexivity.
Qed.
