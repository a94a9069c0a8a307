"""Questions in the vocabulary of the cases file, answered by the rules that the screens use.

Each module turns the words of a topic into the rules' facts and their findings into the topic's answers. No module
holds a number of the law or an answer of its own.
"""

from chibo.work.admissions.questions import admission, readmission, recognition

__all__ = ["admission", "readmission", "recognition"]
