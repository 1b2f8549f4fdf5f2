"""The dashboard: policies side by side in a browser, answered from worlds that are kept burnt in.

What is shown is worked out without a screen (`kept_worlds`, `answer`, `screen`, `charts`, `lessons`, `one_household`); `page` alone knows Streamlit, which is
the extra `[dashboard]`.
"""
