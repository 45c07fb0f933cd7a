using System.Runtime.CompilerServices;
using System.Text;

namespace OzFunctions.Core.Webhooks;

/// <summary>The parser's position in a body, for error messages.</summary>
internal struct OzPath
{
    private const int NoIndex = -1;

    private Steps _steps;
    private int _count;

    /// <summary>Enters the value of a field.</summary>
    public void Enter(OzField field) => _steps[_count++] = (field, NoIndex);

    /// <summary>Moves to an item of the innermost array.</summary>
    /// <param name="index">The index of the item, from 0.</param>
    public void MoveTo(int index) => _steps[_count - 1].Index = index;

    /// <summary>Leaves the innermost field.</summary>
    public void Leave() => _count--;

    /// <summary>Returns the path of a field of the current object.</summary>
    /// <param name="field">The field.</param>
    /// <returns>For example <c>folder.analyses[2].group_id</c>.</returns>
    public readonly string Of(OzField field) => Of(OzFieldNames.Of(field));

    /// <summary>Returns the path of a field of the current object.</summary>
    /// <param name="name">The field's name: one of Oz's or of the settings, never one from the body.</param>
    /// <returns>For example <c>folder.meta_data.transaction_id</c>.</returns>
    public readonly string Of(string name) => _count == 0 ? name : $"{ToString()}.{name}";

    /// <inheritdoc/>
    public override readonly string ToString()
    {
        var path = new StringBuilder();
        for (var i = 0; i < _count; i++)
        {
            var (field, index) = _steps[i];
            if (field is not OzField.Other)
            {
                path.Append(path.Length == 0 ? "" : ".").Append(OzFieldNames.Of(field));
            }

            if (index != NoIndex)
            {
                path.Append('[').Append(index).Append(']');
            }
        }

        return path.ToString();
    }

    // Each step is a container of the body, so the reader's depth limit applies first.
    [InlineArray(OzPayloadReader.MaxDepth)]
    private struct Steps
    {
        private (OzField Field, int Index) _first;
    }
}
