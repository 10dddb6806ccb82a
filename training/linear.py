"""Fit the word-and-pair model: one logistic regression a type over TF-IDF of words and pairs of words."""

from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from dataset import Document
from tumen.reading.ngrams import terms


def fit(documents: Sequence[Document], bank: Sequence[dict], types: Sequence[str]) -> dict[str, np.ndarray]:
    texts = [one.scene.report.text[s.start : s.end] for one in documents for s in one.scene.sentences]
    labels = np.concatenate([one.labels for one in documents])
    texts += [row["text"] for row in bank]
    told = [[float(any(event[0] == kind for event in row["events"])) for kind in types] for row in bank]
    labels = np.concatenate([labels, np.array(told, np.float32).reshape(-1, len(types))])
    vectorizer = TfidfVectorizer(analyzer=terms, min_df=2, sublinear_tf=True)
    rows = vectorizer.fit_transform(texts)
    weight, bias = [], []
    for kind in range(len(types)):
        model = LogisticRegression(C=8, solver="liblinear", random_state=0).fit(rows, labels[:, kind] > 0)
        weight.append(model.coef_[0])
        bias.append(model.intercept_[0])
    return {
        "ngrams.terms": np.array("\n".join(vectorizer.get_feature_names_out())), "ngrams.idf": vectorizer.idf_.astype(np.float32),
        "ngrams.weight": np.array(weight).T.astype(np.float16), "ngrams.bias": np.array(bias, np.float32),
    }
