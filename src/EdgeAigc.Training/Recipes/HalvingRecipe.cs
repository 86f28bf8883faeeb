namespace EdgeAigc.Training.Recipes;

/// <summary>Progressive distillation: a student learns to do in one step what its teacher does in two, then teaches the next
/// (Salimans and Ho, arXiv 2202.00512, algorithm 2). The first teacher is guided, and its guidance goes into the student
/// (Meng et al., arXiv 2210.03142).</summary>
/// <param name="FirstSteps">Denoising steps of the first student.</param>
/// <param name="LastSteps">Denoising steps of the last student.</param>
/// <param name="Guidance">Guidance scale of the first teacher.</param>
/// <param name="OptimizerSteps">Optimiser steps of each student.</param>
internal sealed record HalvingRecipe(int FirstSteps, int LastSteps, double Guidance, int OptimizerSteps);
