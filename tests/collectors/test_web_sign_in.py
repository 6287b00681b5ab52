"""Coming in, and only to pages of ours."""

import pytest

from collectors.web.sign_in import inside


@pytest.mark.parametrize("address", ["/me", "/moments", "/hand-in/7"])
def test_onward_goes_to_the_page_that_was_asked_for(pages, address):
    answer = pages.browser().get("/sign-in/klv-1", params={"onward": address})
    assert answer.headers["location"] == address


@pytest.mark.parametrize(
    "address",
    ["", "https://evil.example", "//evil.example", "/\\evil.example", "evil", "/\t/evil.example", "/me\r\nX: y",
     "/me?next=//evil.example", "javascript:alert(1)", "/\u2028/evil"],
)  # fmt: skip
def test_onward_never_leads_to_another_site(address):
    assert inside(address) == "/me"


def test_whoever_is_not_let_in_reads_why(pages):
    answer = pages.browser().get("/sign-in", headers={"accept-language": "en"})
    assert answer.status_code == 403
    assert "link that works once" in answer.text
    assert "<h1>Sign in</h1>" in answer.text  # nothing has gone wrong yet


def test_who_is_signed_in_stands_on_the_page(pages):
    assert "klv-7" in pages.signed_in("klv-7").get("/me").text
