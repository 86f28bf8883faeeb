using EdgeAigc.Training.Optimization;

namespace EdgeAigc.Training.Stages;

/// <summary>Length and pace of one stage.</summary>
/// <param name="Steps">Optimiser steps.</param>
/// <param name="Batch">Pictures per step.</param>
/// <param name="WarmUp">Steps of rising learning rate.</param>
/// <param name="LearningRate">Peak learning rate.</param>
/// <param name="Optimizer">Constants of the optimiser.</param>
internal sealed record StageSettings(int Steps, int Batch, int WarmUp, double LearningRate, AdamWSettings Optimizer);
