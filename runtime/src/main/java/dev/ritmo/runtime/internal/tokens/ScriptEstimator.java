package dev.ritmo.runtime.internal.tokens;

import dev.ritmo.runtime.spi.TokenEstimator;
import java.util.Arrays;

/**
 * Estimates tokens by script: each letter is a share of a token, which depends on its script, and
 * so is each group of digits, each run of punctuation and each symbol. Blanks count nothing,
 * because they belong to the token that follows. One pass, without tables to load and without
 * state.
 *
 * <p>The shares are fitted to the tokens of {@code o200k_base} for fifty short texts in seventeen
 * languages, code, data and logs. There, an estimate is off by 8 % on average and by 27 % at worst,
 * in either direction; on texts not used for the fit, by 12 % and 29 %. The older {@code
 * cl100k_base} has about as many tokens for English and code, but two to three times as many for
 * some other scripts. Immutable.
 */
final class ScriptEstimator implements TokenEstimator {

  /** Shares are thousandths of a token. */
  private static final int TOKEN = 1000;

  private static final int LATIN = 239;
  private static final int ACCENTED = 700;
  private static final int DIGITS = 1236;
  private static final int PUNCTUATION = 951;

  /** The number of digits in a group. */
  private static final int GROUP = 3;

  private static final int GREEK = 422;
  private static final int CYRILLIC = 326;
  private static final int HEBREW = 450;
  private static final int ARABIC = 373;
  private static final int INDIC = 393;
  private static final int THAI = 383;
  private static final int KANA = 636;
  private static final int HANGUL = 771;
  private static final int HAN = 768;
  private static final int SYMBOL = 1990;

  /** The starts of blocks of characters, and the shares of their characters; without ASCII. */
  private static final int[][] BLOCKS = {
    {0x80, PUNCTUATION},
    {0xC0, ACCENTED},
    {0x250, SYMBOL},
    {0x300, ACCENTED},
    {0x370, GREEK},
    {0x400, CYRILLIC},
    {0x530, SYMBOL},
    {0x590, HEBREW},
    {0x600, ARABIC},
    {0x780, SYMBOL},
    {0x900, INDIC},
    {0xE00, THAI},
    {0xE80, SYMBOL},
    {0x1E00, ACCENTED},
    {0x1F00, GREEK},
    {0x2000, PUNCTUATION},
    {0x2070, SYMBOL},
    {0x3000, PUNCTUATION},
    {0x3040, KANA},
    {0x3100, SYMBOL},
    {0x3400, HAN},
    {0x4DC0, SYMBOL},
    {0x4E00, HAN},
    {0xA000, SYMBOL},
    {0xAC00, HANGUL},
    {0xD7B0, SYMBOL},
    {0xF900, HAN},
    {0xFB00, SYMBOL},
    {0xFF00, PUNCTUATION},
    {0xFFF0, SYMBOL},
    {0x20000, HAN},
    {0x32000, SYMBOL},
  };

  private static final int[] STARTS = Arrays.stream(BLOCKS).mapToInt(block -> block[0]).toArray();
  private static final int[] SHARES = Arrays.stream(BLOCKS).mapToInt(block -> block[1]).toArray();

  @Override
  public long tokens(CharSequence text) {
    long shares = 0;
    int digits = 0;
    boolean isInPunctuation = false;
    int length = text.length();
    for (int i = 0; i < length; ) {
      int character = Character.codePointAt(text, i);
      i += Character.charCount(character);
      digits = isDigit(character) ? digits % GROUP + 1 : 0;
      int share = digits > 1 ? 0 : share(character);
      boolean isPunctuation = share == PUNCTUATION;
      shares += isPunctuation && isInPunctuation ? 0 : share;
      isInPunctuation = isPunctuation;
    }
    return (shares + TOKEN - 1) / TOKEN;
  }

  private static int share(int character) {
    if (character >= STARTS[0]) {
      int found = Arrays.binarySearch(STARTS, character);
      return SHARES[found >= 0 ? found : -found - 2];
    }
    if (isDigit(character)) {
      return DIGITS;
    }
    boolean isLetter = (character | 0x20) >= 'a' && (character | 0x20) <= 'z';
    return isLetter ? LATIN : character <= ' ' ? 0 : PUNCTUATION;
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }
}
