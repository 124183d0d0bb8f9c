from tests.reading.networks.torch.page import PAGE, page


def test_the_page_of_layers_is_that_of_the_rows() -> None:
    """What users read is what the tests decide."""
    assert PAGE.read_text(encoding="utf-8") == page()
