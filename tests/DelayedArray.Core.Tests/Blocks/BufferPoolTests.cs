using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DelayedArrays.Tests;

/// <summary>Which buffers are lent again.</summary>
public sealed class BufferPoolTests
{
    private const int Length = 1 << 20;

    private readonly BufferPool _pool = new(16 << 20);

    [Theory]
    [InlineData(Length, true)]
    [InlineData(Length - (Length / 4), true)]
    [InlineData(Length / 2, false)]
    [InlineData(Length + (Length / 2), false)]
    public void One_that_is_large_enough_and_not_much_too_large_is_lent_again(int wanted, bool isLentAgain)
    {
        var address = AddressOfReturned(Length);
        using var next = _pool.Rent(wanted);
        Assert.Equal(wanted, next.Bytes.Length);
        Assert.Equal(isLentAgain, address == Address(next));
    }

    [Fact]
    public void Of_several_the_smallest_that_is_large_enough_is_lent()
    {
        PooledBuffer large = _pool.Rent(Length), small = _pool.Rent(Length - (Length / 8));
        var (first, second) = (Address(large), Address(small));
        small.Dispose();
        large.Dispose();
        using var next = _pool.Rent(Length - (Length / 4));
        using var other = _pool.Rent(Length - (Length / 4));
        Assert.Equal(second, Address(next));
        Assert.Equal(first, Address(other));
    }

    [Fact]
    public void Those_that_were_idle_for_longest_are_dropped_where_the_budget_is_small()
    {
        // Four megabytes may stay whatever the budget is.
        _pool.SetBudget(1);
        var lent = Enumerable.Range(0, 6).Select(_ => _pool.Rent(Length)).ToList();
        var addresses = lent.ConvertAll(Address);
        lent.ForEach(buffer => buffer.Dispose());
        var again = Enumerable.Range(0, 3).Select(_ => _pool.Rent(Length)).ToList();
        Assert.Equal(addresses[3..].Order(), again.ConvertAll(Address).Order());
        again.ForEach(buffer => buffer.Dispose());
    }

    [Fact]
    public void A_buffer_too_large_to_be_kept_leaves_the_others_idle()
    {
        var address = AddressOfReturned(Length);
        AddressOfReturned(32 << 20);
        using var next = _pool.Rent(Length);
        Assert.Equal(address, Address(next));
    }

    private nuint AddressOfReturned(int length)
    {
        using var buffer = _pool.Rent(length);
        return Address(buffer);
    }

    // Buffers are pinned.
    private static unsafe nuint Address(PooledBuffer buffer) => (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(buffer.Bytes));
}
