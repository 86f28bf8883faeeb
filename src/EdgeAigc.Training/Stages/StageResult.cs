namespace EdgeAigc.Training.Stages;

/// <summary>How a stage ended.</summary>
/// <param name="Stage">Name of the stage.</param>
/// <param name="Steps">Optimiser steps made.</param>
/// <param name="Loss">Smoothed loss at the end.</param>
/// <param name="Parameters">Numbers trained.</param>
/// <param name="Elapsed">Time spent.</param>
internal sealed record StageResult(string Stage, int Steps, double Loss, long Parameters, TimeSpan Elapsed);
