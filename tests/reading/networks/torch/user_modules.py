"""Modules as users write them: what is read, and what is refused, with a mark on the line."""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import nn


class Residual(nn.Module):
    """Two convolutions around which the input passes."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(3, 3, 3, padding=1)
        self.norm = nn.BatchNorm2d(3)
        self.second = nn.Conv2d(3, 3, 3, padding=1, bias=False)

    def forward(self, x):
        h = F.relu(self.norm(self.first(x)))
        return F.relu(x + self.second(h))


class ShapeDependent(nn.Module):
    """A choice that depends on the shape is made once."""

    def __init__(self) -> None:
        super().__init__()
        self.small, self.large = nn.Linear(4, 2), nn.Linear(8, 2)

    def forward(self, x):
        if x.shape[-1] > 4:
            return self.large(x)
        return self.small(x)


class InPlace(nn.Module):
    """Entries and whole tensors are written over."""

    def forward(self, x):
        y = x.clone()
        y[:, 0] = 0
        y[:, 1:3] *= 2
        y += 1
        y[0, -1] = x[0, 0] - y[0, 1]
        return y.relu_()


class Einsum(nn.Module):
    """Products written with letters."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(2, 4, 3))

    def forward(self, x):
        heads = torch.einsum("bnd,hde->bhne", x, self.weight)
        scores = torch.einsum("bhne,bhme->bhnm", heads, heads)
        return torch.einsum("bhnm,...bhme->...bnh", scores, heads)


class Masked(nn.Module):
    """A causal attention that is written out, with a mask of minus infinities."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(4, 12)
        self.register_buffer("mask", torch.tril(torch.ones(5, 5)))

    def forward(self, x):
        q, k, v = self.qkv(x).chunk(3, dim=-1)
        scores = q @ k.transpose(-2, -1) / math.sqrt(4)
        scores = scores.masked_fill(self.mask[: x.shape[1], : x.shape[1]] == 0, float("-inf"))
        return F.softmax(scores, dim=-1) @ v


class Causal(nn.Module):
    """The same with torch's own attention, twice."""

    def forward(self, x):
        heads = x.unflatten(-1, (2, 2)).transpose(1, 2)
        causal = F.scaled_dot_product_attention(heads, heads, heads, is_causal=True)
        bias = torch.zeros(3, 3).masked_fill(torch.eye(3).bool().logical_not(), -math.inf)
        own = F.scaled_dot_product_attention(heads, heads, heads, attn_mask=bias.to(x.dtype))
        return (causal + own).transpose(1, 2).flatten(2)


class Recurrent(nn.Module):
    """The last state of a GRU."""

    def __init__(self) -> None:
        super().__init__()
        self.gru = nn.GRU(3, 4, batch_first=True)
        self.head = nn.Linear(4, 2)

    def forward(self, x):
        out, _ = self.gru(x)
        return self.head(out[:, -1])


class Encoder(nn.Module):
    """Two layers of a transformer, with positions added."""

    def __init__(self) -> None:
        super().__init__()
        layer = nn.TransformerEncoderLayer(4, 2, 8, dropout=0.1, batch_first=True)
        self.layers = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
        self.positions = nn.Parameter(torch.randn(1, 3, 4))

    def forward(self, x):
        return self.layers(x + self.positions).mean(dim=1)


class Where(nn.Module):
    """Choices entry by entry."""

    def forward(self, x):
        low = torch.where(x < -1, -1.0, x)
        both = (x > 0) & (x < 1)
        return torch.where(both, x**2, low) + x * (x >= 0) - (~both).float()


class Interpolated(nn.Module):
    """An image made larger in two ways, and smaller."""

    def forward(self, x):
        large = F.interpolate(x, scale_factor=2, mode="bicubic", align_corners=False)
        small = F.interpolate(large, size=(3, 5), mode="bilinear")
        return F.adaptive_avg_pool2d(F.interpolate(small, scale_factor=3), 2)


class Normed(nn.Module):
    """Norms by hand, and by name."""

    def forward(self, x):
        mean, variance = x.mean(-1, keepdim=True), x.var(-1, keepdim=True, unbiased=False)
        own = (x - mean) / torch.sqrt(variance + 1e-5)
        return own + F.normalize(x, dim=-1) + x / x.abs().amax(dim=-1, keepdim=True)


class Moved(nn.Module):
    """Entries that only change their places."""

    def forward(self, x):
        a = torch.roll(x, 1, dims=-1).flip(0)
        b = x.permute(1, 0).reshape(x.shape)
        c = x[:, [2, 0, 1]]
        d = F.pad(x, (1, 1), mode="constant", value=3.0)[:, 1:-1]
        e = torch.cat([x[:1], torch.ones(1, 3, dtype=x.dtype)], dim=0)
        return torch.stack([a, b, c, d, e]).tril().unfold(-1, 2, 1)


class Weighted(nn.Module):
    """Weights that are computed from other weights, and noise that is not used in eval mode."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.utils.parametrizations.weight_norm(nn.Linear(3, 2))
        self.scale = nn.Parameter(torch.tensor(0.3))

    def forward(self, x):
        noise = torch.randn_like(x) if self.training else 0.0
        return self.linear(F.dropout(x, 0.5, self.training) + noise) * torch.exp(self.scale)


class Dictionary(nn.Module):
    """Results with names."""

    def forward(self, x):
        return {"loss": (x**2).sum(), "logits": x[:, :2] * 3}


class WithoutGradients(nn.Module):
    """A block in which gradients are off, and numbers that are stored in another way."""

    def forward(self, x):
        with torch.no_grad():
            y = x.detach().float() * 2
        return y + torch.zeros(3) + torch.tensor(0.1)


class Loop(nn.Module):
    """Layers in a loop, with sums that go on."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(3, 3) for _ in range(3)])

    def forward(self, x):
        total = torch.zeros_like(x)
        for layer in self.layers:
            x = torch.tanh(layer(x))
            total = total + x.cumsum(-1)
        return torch.clamp(total, min=-2.0).logsumexp(-1)


class Counted(nn.Module):
    """Truth values that are counted."""

    def forward(self, x):
        above = x > 0
        return above * 2 + above.sum(-1, keepdim=True) / 3 + (~above).long() - x


class Graph(nn.Module):
    """Messages along the edges of a graph."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(3, 3)
        self.register_buffer("edges", torch.tensor([[0, 1, 2, 0], [1, 2, 0, 2]]))

    def forward(self, x):
        messages = self.linear(x)[self.edges[0]]
        received = torch.zeros_like(x).index_add_(0, self.edges[1], messages)
        degree = torch.bincount(self.edges[1], minlength=x.shape[0]).clamp(min=1)
        return F.elu(received / degree.unsqueeze(1))


class Windows(nn.Module):
    """Attention in shifted windows, with a table of biases."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(4, 12)
        self.table = nn.Parameter(torch.randn(9, 2))
        corners = torch.stack(torch.meshgrid(torch.arange(2), torch.arange(2), indexing="ij"))
        flat = corners.flatten(1)
        apart = (flat[:, :, None] - flat[:, None, :]).permute(1, 2, 0) + 1
        self.register_buffer("places", apart[..., 0] * 3 + apart[..., 1])

    def forward(self, x):
        b, h, w, c = x.shape
        x = torch.roll(x, shifts=(-1, -1), dims=(1, 2))
        x = x.view(b, h // 2, 2, w // 2, 2, c).permute(0, 1, 3, 2, 4, 5).reshape(-1, 4, c)
        q, k, v = self.qkv(x).reshape(-1, 4, 3, 2, c // 2).permute(2, 0, 3, 1, 4).unbind(0)
        bias = self.table[self.places.view(-1)].view(4, 4, -1).permute(2, 0, 1).unsqueeze(0)
        y = ((q @ k.transpose(-2, -1)) * (c // 2) ** -0.5 + bias).softmax(-1) @ v
        y = y.transpose(1, 2).reshape(-1, 4, c).view(b, h // 2, w // 2, 2, 2, c)
        return torch.roll(y.permute(0, 1, 3, 2, 4, 5).reshape(b, h, w, c), (1, 1), (1, 2))


class Rotary(nn.Module):
    """Positions as rotations, and a gated layer."""

    def __init__(self) -> None:
        super().__init__()
        self.gate, self.up = nn.Linear(4, 6, bias=False), nn.Linear(4, 6, bias=False)

    def forward(self, x):
        size = x.shape[-1]
        frequencies = 1 / (10000 ** (torch.arange(0, size, 2).float() / size))
        angles = torch.outer(torch.arange(x.shape[1]).float(), frequencies)
        both = torch.cat([angles, angles], -1)
        first, second = x.chunk(2, -1)
        x = x * both.cos() + torch.cat([-second, first], -1) * both.sin()
        x = x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-6)
        return F.silu(self.gate(x)) * self.up(x)


class Two(nn.Module):
    """Two inputs."""

    def forward(self, left, right):
        return torch.minimum(left, right) - left @ right.t() + torch.outer(left[0], right[1])[:2, :]


# ---- refused ----


class Choice(nn.Module):
    """A branch that depends on the values."""

    def forward(self, x):
        if x.sum() > 0:  # here
            return x
        return -x


class Detour(nn.Module):
    """Numbers that leave torch."""

    def forward(self, x):
        return torch.from_numpy(x.detach().numpy() * 2)  # here


class Noise(nn.Module):
    """Numbers that are drawn."""

    def forward(self, x):
        return x + torch.rand_like(x)  # here


class Half(nn.Module):
    """Numbers that are rounded."""

    def forward(self, x):
        return x.half().double() + x  # here


class Item(nn.Module):
    """A number taken out of a tensor."""

    def forward(self, x):
        return x * x.max().item()  # here


class Whole(nn.Module):
    """Numbers made whole."""

    def forward(self, x):
        return x.long().double()  # here


class Sorted(nn.Module):
    """An order of the entries."""

    def forward(self, x):
        values, _ = torch.topk(x, 2)  # here
        return values


class Spectrum(nn.Module):
    """Complex numbers."""

    def forward(self, x):
        return torch.fft.fft(x).abs()  # here


class ForcedDropout(nn.Module):
    """Dropout that is on in eval mode as well."""

    def forward(self, x):
        return F.dropout(x, 0.5, training=True)  # here
