namespace OzFunctions.Tests.Builders;

/// <summary>A factor for the number of random values with which a property is checked.</summary>
internal static class Tries
{
    /// <summary>The factor: 1, or more in the build that mutation testing runs once for each mutant.</summary>
#if MUTATION
    public const int Divisor = 100;
#else
    public const int Divisor = 1;
#endif
}
