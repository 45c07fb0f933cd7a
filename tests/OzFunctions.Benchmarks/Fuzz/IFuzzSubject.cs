namespace OzFunctions.Benchmarks.Fuzz;

/// <summary>A kind of input from outside, with what must be true of it whatever it is.</summary>
/// <typeparam name="TInput">The input.</typeparam>
internal interface IFuzzSubject<TInput>
{
    /// <summary>The kind's name, as on the command line.</summary>
    string Name { get; }

    /// <summary>Makes the input that belongs to a number, always the same.</summary>
    /// <param name="number">The number.</param>
    /// <returns>The input.</returns>
    TInput Make(int number);

    /// <summary>The most memory that reading an input may take, in bytes.</summary>
    /// <param name="input">The input.</param>
    /// <returns>The limit.</returns>
    long MostBytes(TInput input);

    /// <summary>Reads an input as the product does. Must be safe for concurrent use. Any exception is a failure.</summary>
    /// <param name="input">The input.</param>
    /// <returns>Whether it was read or refused, or what is wrong about it.</returns>
    FuzzVerdict Judge(TInput input);
}
