"""Words of the page of a pack."""

from __future__ import annotations

from collections.abc import Mapping

from model.parameter import Text

WORDS: Mapping[str, Text] = {
    "title": Text("Workshop: diaspora policies", "Atelier : politiques envers la diaspora"),
    "negotiation": Text("Budget negotiation", "Négociation du budget"),
    "about": Text("About", "À propos"),
    "predict": Text("Predict first", "Prédire d'abord"),
    "predict_says": Text("Commit the guess of the group; only then the model answers.", "Validez le pronostic du groupe ; le modèle ne répond qu'ensuite."),
    "commit": Text("Commit the guess", "Valider le pronostic"),
    "you_said": Text("The group said:", "Le groupe a dit :"),
    "model_says": Text("The model says:", "Le modèle dit :"),
    "right": Text("The guess agrees with the model.", "Le pronostic s'accorde avec le modèle."),
    "wrong": Text(
        "The guess does not agree with the model. Ask which of the two knows something that the other does not.",
        "Le pronostic ne s'accorde pas avec le modèle. Demandez ce que l'un des deux sait et que l'autre ignore.",
    ),
    "bars_say": Text(
        "Means of {n} runs an option; lines: 95 % interval of the mean.", "Moyennes de {n} simulations par option ; traits : intervalle à 95 % de la moyenne."
    ),
    "few_say": Text(
        "Means of {n} runs an option: too few for an interval of the mean.",
        "Moyennes de {n} simulations par option : trop peu pour un intervalle de la moyenne.",
    ),
    "undefined": Text("not defined", "non défini"),
    "try": Text("Turn the levers", "Régler les leviers"),
    "try_says": Text("Between the points that were run the page interpolates; it says how far that is off.", "Entre les points simulés, la page interpole ; "
                     "elle dit de combien elle se trompe."),
    "outcome": Text("What is shown", "Ce qui est montré"),
    "option": Text("Start from", "Partir de"),
    "change": Text("change against no policy", "écart par rapport à l'absence de politique"),
    "level": Text("level with the policy", "niveau avec la politique"),
    "here": Text("Here:", "Ici :"),
    "interval": Text("95 % interval of the mean: {low} to {high}", "intervalle à 95 % de la moyenne : de {low} à {high}"),
    "no_interval": Text("too few runs for an interval of the mean", "trop peu de simulations pour un intervalle de la moyenne"),
    "run_here": Text("This point was run: nothing is interpolated.", "Ce point a été simulé : rien n'est interpolé."),
    "between": Text("This point was not run: it is interpolated.", "Ce point n'a pas été simulé : il est interpolé."),
    "error": Text(
        "Error of interpolation, at {n} points run fresh: {largest} at most, {typical} typically (root mean square); {inside} of {n} lie in the interval "
        "of the fresh runs.",
        "Erreur d'interpolation, en {n} points simulés à part : {largest} au plus, {typical} en général (racine de la moyenne des carrés) ; {inside} sur "
        "{n} sont dans l'intervalle de ces simulations.",
    ),
    "error_few": Text(
        "Error of interpolation, at {n} points run fresh: {largest} at most, {typical} typically (root mean square).",
        "Erreur d'interpolation, en {n} points simulés à part : {largest} au plus, {typical} en général (racine de la moyenne des carrés).",
    ),
    "no_error": Text("No value lies between the points that were run.", "Aucune valeur n'est entre les points simulés."),
    "no_check": Text(
        "No point was held out of this grid: the error of interpolation is not known.",
        "Aucun point n'a été gardé hors de cette grille : l'erreur d'interpolation n'est pas connue.",
    ),
    "no_slider": Text("Nothing here has a slider: this option stands for itself.", "Rien n'a ici de curseur : cette option se suffit à elle-même."),
    "curve": Text(
        "{what}: points were run, the line is interpolated, the band is the 95 % interval of the mean, rings were held out and run fresh.",
        "{what} : les points ont été simulés, la ligne est interpolée, la bande est l'intervalle à 95 % de la moyenne, les anneaux ont été gardés à part et "
        "simulés.",
    ),
    "others": Text("The other sliders stay where they are.", "Les autres curseurs restent où ils sont."),
    "held": Text("Interpolated beside fresh runs, point by point", "Interpolé et simulé, point par point"),
    "fresh": Text("run fresh", "simulé à part"),
    "interpolated": Text("interpolated", "interpolé"),
    "off": Text("off by", "écart"),
    "alone": Text("sum of the levers", "somme des leviers"),
    "whole": Text("package run as such", "ensemble simulé tel quel"),
    "settings": Text("What this question sets beside its levers", "Ce que cette question fixe à part ses leviers"),
    "numbers": Text("Numbers of this figure", "Chiffres de cette figure"),
    "command": Text("The command that gives the answer of the options:", "La commande qui donne la réponse pour les options :"),
    "budget": Text("The group may spend {budget} USD of 2019 a year. Each role says what it wants, then the group agrees on one package.",
                   "Le groupe peut dépenser {budget} USD de 2019 par an. Chaque rôle dit ce qu'il veut, puis le groupe s'accorde sur un ensemble."),
    "roles": Text("Roles", "Rôles"),
    "wants_most": Text("wants as much as can be: {what}", "veut le plus possible : {what}"),
    "wants_least": Text("wants as little as can be: {what}", "veut le moins possible : {what}"),
    "package": Text("The package", "L'ensemble"),
    "none": Text("not taken", "non retenu"),
    "costs": Text("costs {cost} a year", "coûte {cost} par an"),
    "spent": Text("Spent: {cost} of {budget}", "Dépensé : {cost} sur {budget}"),
    "left": Text("{left} left", "reste {left}"),
    "over": Text("{over} over the budget", "{over} au-delà du budget"),
    "commit_deal": Text("Commit the deal", "Conclure l'accord"),
    "deal": Text("Deal {n}", "Accord {n}"),
    "score": Text("Score", "Points"),
    "mean": Text("mean of the roles", "moyenne des rôles"),
    "lowest": Text("lowest role", "rôle le moins servi"),
    "score_says": Text(
        "100 is what the best single lever within the budget gives a role; points of levers are added up, so more is possible. What cannot be told from "
        "zero counts 0, and no lever takes more than 100. A deal is good where the mean is high and nobody is left out.",
        "100 : ce que le meilleur levier seul, dans le budget, donne à un rôle ; les points des leviers s'additionnent, on peut donc faire plus. Ce qui ne "
        "peut être distingué de zéro compte 0, et aucun levier n'ôte plus de 100. Un accord est bon si la moyenne est haute et si personne n'est oublié.",
    ),
    "unscored": Text("no lever within the budget improves it beyond chance", "aucun levier, dans ce budget, ne l'améliore au-delà du hasard"),
    "additivity": Text(
        "{what}: sums of levers against {n} packages run as such are off by {largest} at most, {typical} typically (root mean square).",
        "{what} : les sommes des leviers s'écartent des {n} ensembles simulés tels quels de {largest} au plus, {typical} en général (racine de la moyenne "
        "des carrés).",
    ),
    "no_additivity": Text("{what}: no package was run as such, so the error of adding up is not known.",
                          "{what} : aucun ensemble n'a été simulé tel quel ; l'erreur de l'addition n'est pas connue."),
    "packages": Text("Packages run as such", "Ensembles simulés tels quels"),
    "guess_deal": Text("Before you commit: which role will come out lowest?", "Avant de conclure : quel rôle sera le moins servi ?"),
    "about_says": Text(
        "All numbers of this file were computed before by an agent-based model of migrants' households. It opens from disk, loads nothing and sends nothing. "
        "Amounts are in USD of 2019. The pictures are drawn and the points interpolated by the scripts in this file, which are part of the product.",
        "Tous les nombres de ce fichier ont été calculés au préalable par un modèle multi-agents de ménages de migrants. Il s'ouvre depuis le disque, ne charge "
        "rien et n'envoie rien. Les montants sont en USD de 2019. Les figures sont dessinées et les points interpolés par les scripts de ce fichier, qui font "
        "partie du produit.",
    ),
    "method": Text(
        "Interpolation is linear in each slider between the points that were run (multilinear). From none a slider steps to the least that is any, as "
        "running a lever costs, and news of it goes round, as soon as there is any. Error: grids and held-out points have the same runs and luck, "
        "so what differs is the interpolation; the interval of the mean comes on top of it.",
        "L'interpolation est linéaire en chaque curseur entre les points simulés (multilinéaire). De rien, un curseur saute à la plus petite dose : dès "
        "qu'il y en a, un levier coûte en fonctionnement et on en parle. Erreur : grilles et points gardés à part ont les mêmes "
        "tirages et le même hasard, donc ce qui diffère est l'interpolation ; l'intervalle de la moyenne s'y ajoute.",
    ),
    "version": Text("Version", "Version"),
    "made_by": Text("Made by", "Fait par"),
    "seed": Text("Seed", "Graine"),
    "licence": Text("Licence: Apache-2.0. This file holds no code of others.", "Licence : Apache-2.0. Ce fichier ne contient aucun code de tiers."),
    "script": Text("This page needs JavaScript, which this browser does not run here.", "Cette page demande JavaScript, que ce navigateur n'exécute pas ici."),
}  # fmt: skip
