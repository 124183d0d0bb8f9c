(* symlin: operators on functions and sequences.  The definitions, and that sums, integrals and
   derivatives are linear. *)
From Coq Require Import Reals ZArith Lra Lia.
From Coquelicot Require Import Coquelicot.
From Symlin Require Import Definitions.
Open Scope R_scope.

(* a x + b y, of functions, of sequences, and of both in two variables *)
Definition comb {A : Type} (a b : R) (x y : A -> R) : A -> R := fun t => a * x t + b * y t.
Definition comb2 {A B : Type} (a b : R) (x y : A -> B -> R) : A -> B -> R :=
  fun s t => a * x s t + b * y s t.

(* f first + ... + f last; nothing where last < first *)
Fixpoint total (f : Z -> R) (first : Z) (count : nat) : R :=
  match count with
  | O => 0
  | S k => total f first k + f (first + Z.of_nat k)%Z
  end.
Definition sum (f : Z -> R) (first last : Z) : R := total f first (Z.to_nat (last - first + 1)).

(* x has this many derivatives, everywhere *)
Definition smooth (n : nat) (x : R -> R) := forall k t, (k <= n)%nat -> ex_derive_n x k t.

Lemma total_comb a b f g first count :
  total (fun k => a * f k + b * g k) first count = a * total f first count + b * total g first count.
Proof. induction count as [|n IH]; simpl; [ ring | rewrite IH; ring ]. Qed.

Lemma total_ext f g first count : (forall k, f k = g k) -> total f first count = total g first count.
Proof. intro H; induction count as [|n IH]; simpl; [ reflexivity | rewrite IH, H; reflexivity ]. Qed.

Lemma sum_comb a b f g h first last :
  (forall k, h k = a * f k + b * g k) -> sum h first last = a * sum f first last + b * sum g first last.
Proof. intro H; unfold sum; rewrite <- total_comb; apply total_ext; exact H. Qed.

Lemma integral_comb a b (f g h : R -> R) u v :
  ex_RInt f u v -> ex_RInt g u v -> (forall s, h s = a * f s + b * g s) ->
  RInt h u v = a * RInt f u v + b * RInt g u v.
Proof.
  intros F G H.
  rewrite (RInt_ext h (fun s => plus (scal a (f s)) (scal b (g s)))).
  - rewrite (RInt_plus (fun s => scal a (f s)) (fun s => scal b (g s)));
      [ | apply (ex_RInt_scal f); exact F | apply (ex_RInt_scal g); exact G ].
    rewrite (RInt_scal f), (RInt_scal g) by assumption. reflexivity.
  - intros s _; apply H.
Qed.

Lemma derivative_comb a b (x y : R -> R) n t :
  smooth n x -> smooth n y ->
  Derive_n (comb a b x y) n t = a * Derive_n x n t + b * Derive_n y n t.
Proof.
  intros X Y. unfold comb.
  rewrite (Derive_n_plus (fun s => a * x s) (fun s => b * y s)).
  - rewrite !Derive_n_scal_l. reflexivity.
  - exists (mkposreal 1 Rlt_0_1). intros s _ k K. apply ex_derive_n_scal_l, X, K.
  - exists (mkposreal 1 Rlt_0_1). intros s _ k K. apply ex_derive_n_scal_l, Y, K.
Qed.

(* Equations between values of letters, and inequalities at functions that are written down. *)
Ltac split_cases :=
  unfold Rmax, Rmin, Rabs, Rltb, Rleb, Reqb in *;
  repeat match goal with
  | |- context [if ?c then _ else _] => destruct c
  | H : context [if ?c then _ else _] |- _ => destruct c
  end.
Ltac close_equation :=
  first [ ring | field; lra | rewrite ?ln_exp; ring | lra | nra | split_cases; first [ lra | nra ] ].
Ltac close_refutation H := first [ lra | revert H; split_cases; intro H; lra ].
