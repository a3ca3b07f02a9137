"""A collection around a theme: made, filled, put in order, published and withdrawn by an editor."""

WHY = ["It shows how to begin.", "Read its lessons before its method."]


def titles(visitor):
    """The practices of a collection in the order in which the page has them."""
    return [link.text for link in visitor.driver.find_elements("css selector", "main ol h3 a")]


def collect(editor, public):
    """An editor collects two practices; anybody reads them in the editor's order, and nobody else changes it."""
    public.go("/collections")
    assert "There is no collection yet." in public.text
    editor.go("/practices")
    practices = [link.get_attribute("href") for link in editor.driver.find_elements("css selector", "h3 a")][:2]
    editor.go("/collections")
    editor.click("Make a collection")
    editor.fill(title="First talks")
    editor.click("Save and go on")
    assert "Say what it is for" in editor.text and editor.value("title") == "First talks"
    editor.fill(purpose="For who has to begin one.")
    editor.click("Save and go on")
    collection = editor.driver.current_url
    fill(editor, practices)
    first, second = titles(editor)
    editor.click(f"Move up {second}")
    assert titles(editor) == [second, first]
    editor.click("Publish")
    editor.fill(reason="For the spring round")
    editor.click("Publish it")
    public.go("/practices")
    public.click("a collection on a theme")
    public.click("First talks")
    assert titles(public) == [second, first] and WHY[1] in public.text and "Move up" not in public.text
    public.click(first)
    assert "First talks" in public.text
    editor.click(f"Take it out: {second}")
    editor.click("Take it out")
    assert "Say why" in editor.text
    editor.fill(reason="It was superseded.")
    editor.click("Take it out")
    withdraw(editor, public, collection)


def fill(editor, practices):
    """One practice by its address, one from its own page."""
    editor.click("Add a practice")
    editor.fill(practice="nonsense", why=WHY[0])
    editor.click("Add it")
    assert "There is no such practice in the library" in editor.text and editor.value("why") == WHY[0]
    editor.fill(practice=practices[0])
    editor.click("Add it")
    editor.go(practices[1])
    editor.click("Add to a collection")
    collection = editor.driver.find_element("name", "collection").get_attribute("value")
    editor.fill(collection=collection, why=WHY[1])
    editor.click("Add it")


def withdraw(editor, public, collection):
    editor.click("Withdraw")
    editor.fill(reason="It is being rewritten.")
    editor.click("Withdraw it")
    public.go(collection)
    assert "This collection was withdrawn" in public.text and not titles(public)
